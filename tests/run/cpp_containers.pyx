# distutils: language = c++
# C++ containers and strings: conversions both ways, references as places, iterators, temporaries that can only be moved.
from cython.operator cimport dereference, preincrement
from libcpp.map cimport map
from libcpp.memory cimport make_unique, unique_ptr
from libcpp.pair cimport pair
from libcpp.set cimport set as cpp_set
from libcpp.string cimport string
from libcpp.utility cimport move
from libcpp.vector cimport vector


def integers(x):
    """
    >>> integers((4, 5))
    [4, 5]
    >>> integers(None)
    Traceback (most recent call last):
    TypeError: 'NoneType' object is not iterable
    >>> integers([2 ** 70])
    Traceback (most recent call last):
    OverflowError: Python int too large to convert to C long
    """
    cdef vector[int] v = x
    return v


def nested(x):
    """
    >>> nested({b"a": [(1, 2.5)], b"b": []})
    {b'a': [(1, 2.5)], b'b': []}
    """
    cdef map[string, vector[pair[int, double]]] m = x
    return m


def places():
    """
    >>> places()
    (8, 7, [8, 7])
    """
    cdef vector[vector[int]] rows = [[1, 2]]
    rows[0][0] = 8
    rows.at(0)[1] = 7
    return rows[0][0], rows.front()[1], rows[0]


def walked(x):
    """
    >>> walked([3, 1, 2])
    ([1, 2, 3], [1, 2, 3])
    """
    cdef cpp_set[int] s = x
    found = []
    it = s.begin()
    while it != s.end():
        found.append(dereference(it))
        preincrement(it)
    return found, [i for i in s]


def moved():
    """
    >>> moved()
    (True, 5)
    """
    cdef unique_ptr[int] a = make_unique[int](5)
    cdef unique_ptr[int] b = move(a)
    return a.get() == NULL, dereference(b)


def generated(n):
    """
    >>> list(generated(2))
    [0, 1, [0, 1]]
    """
    cdef vector[int] v
    for i in range(n):
        v.push_back(i)
        yield v.back()
    yield v


def text(string s):
    """
    >>> text(b"abcd")
    ('abcd', b'bc', 'ab', 4)
    """
    return s.decode("ascii"), s[1:3], s[:2].decode("ascii"), s.size()

# Structs, arrays and integers of C: what Python sees of them, and what Python values become.
from libc.math cimport sqrt

ctypedef struct Node:
    int value
    Node *next
    Late *later

cdef struct Late:
    Node *back

cdef struct Point:
    int x
    int y

cdef union Number:
    int i
    double d

cdef class Holder:
    cdef object item
    cdef Point point


def struct_by_names():
    """
    >>> struct_by_names()
    ({'x': 1, 'y': 2}, {'x': 1, 'y': 2}, {'x': 3, 'y': 4})
    """
    cdef Point p = Point(y=2, x=1)
    cdef Point q = {'y': 2, 'x': 1}
    cdef Point r = [3, 4]
    return p, q, r


def union_by_name():
    """
    >>> union_by_name()
    2.5
    """
    cdef Number n = Number(d=2.5)
    return n.d


def struct_has_the_methods_of_a_dict():
    """
    >>> struct_has_the_methods_of_a_dict()
    [('x', 1), ('y', 2)]
    """
    cdef Point p = Point(1, 2)
    return sorted(p.items())


def declared_later():
    """
    >>> declared_later()
    5
    """
    cdef Node n
    cdef Late l
    n.value, n.next, n.later = 5, NULL, &l
    l.back = &n
    return n.later.back.value


def pointer_to_list(int x):
    """
    >>> pointer_to_list(7)
    (3, 7, 7, 9)
    """
    cdef int *p = [1, 2, 3]
    cdef int **pp = [p, &x]
    cdef Point *points = [[x, 0], [8, 9]]
    return p[2], pp[1][0], points[0].x, points[1].y


cdef int *module_list = [4, 5]


def of_the_module():
    """
    >>> of_the_module()
    9
    """
    return module_list[0] + module_list[1]


def rows():
    """
    >>> rows()
    [[1, 2], [3, 4]]
    """
    cdef int[2] a = [1, 2]
    cdef int[2] b = [3, 4]
    cdef int[2][2] both = [a, b]
    return both


def array_as_tuple():
    """
    >>> array_as_tuple()
    (1, 2, 3)
    """
    cdef int[3] a = [1, 2, 3]
    cdef tuple t = a
    return t


def byte(int n):
    """
    >>> byte(65)
    b'A'
    >>> byte(256)
    Traceback (most recent call last):
    OverflowError: value too large to pack into a byte
    """
    cdef bytes b = n
    return b


def walk():
    """
    >>> walk()
    [0, 10, 20]
    """
    cdef Point[3] points
    cdef Point *p
    cdef int i
    for i in range(3):
        points[i].x = i * 10
    return [p.x for p in points[:3]]


cdef double half(double x):
    return x / 2


def c_function_object():
    """
    >>> f, g = c_function_object()
    >>> f(5), g(x=9), f.__doc__
    (2.5, 3.0, 'wrap(x: float) -> float')
    """
    return half, sqrt


cdef int value_of(Holder h) noexcept nogil:
    return h.point.x


cdef class Pair:
    cdef Holder holder


def borrowed():
    """
    >>> borrowed()
    12
    """
    cdef Pair pair = Pair()
    cdef int n
    pair.holder = Holder()
    with nogil:
        pair.holder.point.x = 11
        pair.holder.point.x += 1
        n = value_of(pair.holder)
    return n


def complex_powers(double complex z):
    """
    >>> complex_powers(1 + 2j)
    ((-3+4j), (1-2j))
    """
    cdef double complex w
    with nogil:
        w = z.conjugate()
    return z ** 2, w


def frozen(frozendict d):
    """
    >>> frozen({1: 2})
    (1, True, 2)
    """
    return len(d), 1 in d, d[1]

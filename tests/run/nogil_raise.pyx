# Raising without the GIL, and cython.view.array.
cimport cython
from cython cimport view
from cython.view cimport array as cvarray
cdef int fail(int x) except -1 nogil:
    if x < 0: raise ValueError(x)
    assert x != 5, "five"
    return x
def nogil_raise(int x):
    """
    >>> nogil_raise(3)
    3
    >>> nogil_raise(-1)
    Traceback (most recent call last):
    ValueError: -1
    >>> nogil_raise(5)
    Traceback (most recent call last):
    AssertionError: five
    """
    cdef int r
    with nogil:
        r = fail(x)
    return r
def arr():
    """
    >>> arr()
    (6.0, True, (2, 3))
    """
    cdef double[:, ::1] v = cvarray(shape=(2, 3), itemsize=sizeof(double), format="d")
    v[:] = 1
    a = view.array((2, 3), 8, "d")
    cdef double s = 0
    for i in range(2):
        for j in range(3):
            s += v[i, j]
    return s, isinstance(a, cython.view.array), v.base.shape if 0 else a.memview.shape

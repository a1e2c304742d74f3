# cxx: -fopenmp
"""prange: reductions, private variables, exceptions, break.

>>> reduce(1000)
499500.0
>>> squares(5)
[0, 1, 4, 9, 16]
>>> last_value(10)
9
>>> fails(100)
Traceback (most recent call last):
ValueError: 50
>>> threads(2) <= 2
True
"""
from array import array
from cython.parallel import parallel, prange, threadid


def reduce(int n):
    cdef int i
    cdef double total = 0
    for i in prange(n, nogil=True):
        total += i
    return total


def squares(int n):
    values = array('i', [0] * n)
    cdef int[::1] view = values
    cdef int i
    for i in prange(n, nogil=True, schedule='static'):
        view[i] = i * i
    return list(values)


def last_value(int n):
    cdef int i
    for i in prange(n, nogil=True):
        pass
    return i


def fails(int n):
    cdef int i
    for i in prange(n, nogil=True):
        if i == 50:
            with gil:
                raise ValueError(i)


def threads(int n):
    cdef int highest = 0
    with nogil, parallel(num_threads=n):
        if threadid() > 0:
            pass
    return highest

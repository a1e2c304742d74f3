# cython: language_level=3
"""
Loops over memoryviews run without index checks when the bounds can be asked before they start. Every loop here has a twin
with a broken bound: it must raise in the same round as the checked loop, with the same items written.

>>> a = array('d', [0.0] * 6)
>>> fill(a, 6); list(a)
[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
>>> a = array('d', [9.0] * 6)
>>> fill(a, 8)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> list(a)
[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
>>> fill(a, 0); fill(a, -3)

>>> shifted(array('d', [1.0, 2.0, 3.0, 4.0]), 2)
[3.0, 4.0]
>>> shifted(array('d', [1.0, 2.0, 3.0, 4.0]), -1)  # the first index wraps around
[4.0, 1.0, 2.0, 3.0, 4.0]
>>> shifted(array('d', [1.0, 2.0, 3.0, 4.0]), -6)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)

>>> guarded(array('d', [1.0, 2.0, 3.0, 4.0]), 2)
8.0
>>> guarded(array('d', [1.0, 2.0, 3.0, 4.0]), -1)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)

>>> stepped(array('d', [0.0] * 7), 1, 7, 2)
[0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]
>>> stepped(array('d', [0.0] * 7), 6, -1, -3)
[1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0]
>>> b = array('d', [0.0] * 4)
>>> stepped(b, 0, 9, 3)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> list(b)
[1.0, 0.0, 0.0, 1.0]

>>> triangle(3, 3)
[1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0]
>>> triangle(3, 2)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 1)

>>> changing(array('d', [1.0, 2.0, 3.0]))
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> narrow(array('d', [1.0] * 300), 300)
300.0
>>> narrow(array('d', [1.0] * 200), 300)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> unset_bound(array('d', [1.0, 2.0]), False)
0.0
>>> unset_bound(array('d', [1.0, 2.0]), True)
3.0
>>> wrapping_sum(array('d', [1.0, 2.0]), 2**62)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> buckets(array('d', [0.5, 1.5, 1.25, 7.0]), 3)
[1.0, 2.0, 0.0]
>>> caught(array('d', [1.0, 2.0]), 4)
(3.0, 2)
"""
from array import array


def fill(double[::1] a, Py_ssize_t n):
    cdef Py_ssize_t i
    for i in range(n):
        a[i] = i


def shifted(double[:] a, Py_ssize_t by):
    cdef Py_ssize_t i, n = a.shape[0]
    out = []
    for i in range(n - by):
        out.append(a[i + by])
    return out


def guarded(double[:] a, Py_ssize_t w):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(a.shape[0]):
        s += a[i]
        if i >= w:
            s -= a[i - w]
        if i > 0:
            s += a[i - 1] - a[i - 1]
    return s + 1


def stepped(double[::1] a, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t step):
    cdef Py_ssize_t i
    for i in range(start, stop, step):
        a[i] = 1
    return list(a)


def triangle(int rows, int columns):
    cdef double[:, ::1] m = memoryview(bytearray(rows * columns * 8)).cast('B').cast('d', (rows, columns))
    cdef int i, j
    for i in range(rows):
        for j in range(i + 1):
            m[i, j] = 1
    return [m[i, j] for i in range(rows) for j in range(columns)]


def changing(double[:] a):
    cdef Py_ssize_t i, n = a.shape[0]
    cdef double s = 0
    for i in range(n):
        s += a[i]
        a = a[1:]
    return s


def narrow(double[:] a, int n):
    cdef int i
    cdef double s = 0
    for i in range(n):
        s += a[i]
    return s


def unset_bound(double[:] a, bint use):
    cdef Py_ssize_t i, n = 0
    cdef double s = 0
    if use:
        n = a.shape[0]
    for i in range(n):
        s += a[i]
    return s


def wrapping_sum(double[:] a, Py_ssize_t big):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(big + big, 2):
        s += a[i]
    return s


def buckets(double[:] a, Py_ssize_t n):
    cdef double[:] o = array('d', [0.0] * n)
    cdef Py_ssize_t i, b
    for i in range(a.shape[0]):
        b = <Py_ssize_t>a[i]
        if 0 <= b < n:
            o[b] += 1
    return list(o)


def caught(double[:] a, Py_ssize_t n):
    cdef Py_ssize_t i
    cdef double s = 0
    cdef int failures = 0
    for i in range(n):
        try:
            s += a[i]
        except IndexError:
            failures += 1
    return s, failures

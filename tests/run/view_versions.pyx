# Loops over views with a second version for packed items and for memory that is not shared: it does what the first one does.
"""
>>> [same(product, n, p, m) for n, p, m in [(1, 1, 1), (2, 3, 4), (3, 5, 7), (4, 4, 4)]]
[True, True, True, True]
>>> [same(strided_product, n, p, m) for n, p, m in [(1, 1, 1), (2, 3, 4), (3, 5, 7)]]
[True, True, True]

What is stored to is also what is read.
>>> data = array('d', [1, 2, 3, 4, 5, 6, 7, 8, 9])
>>> whole = matrix(data, 0, 3, 3)
>>> product(whole, whole, whole)
>>> list(data) == by_hand([1.0, 2, 3, 4, 5, 6, 7, 8, 9], 0, 0)
True
>>> data = array('d', range(16))
>>> product(matrix(data, 0, 3, 3), matrix(data, 4, 3, 3), matrix(data, 7, 3, 3))
>>> list(data) == by_hand(list(range(16)), 4, 7)
True

Items side by side, every second, backwards, transposed.
>>> x = array('d', range(12))
>>> running(x), list(x)
(66.0, [0.0, 1.0, 3.0, 6.0, 10.0, 15.0, 21.0, 28.0, 36.0, 45.0, 55.0, 66.0])
>>> x = array('d', range(12))
>>> running(memoryview(x)[::2]), list(x)
(30.0, [0.0, 1.0, 2.0, 3.0, 6.0, 5.0, 12.0, 7.0, 20.0, 9.0, 30.0, 11.0])
>>> x = array('d', range(6))
>>> running(memoryview(x)[::-1]), list(x)
(15.0, [15.0, 15.0, 14.0, 12.0, 9.0, 5.0])
>>> transposed_sums(2, 3)
([3.0, 12.0], [3.0, 5.0, 7.0])
>>> shifted(array('i', range(8)), 1)
[0, 0, 0, 0, 0, 0, 0, 0]
>>> shifted(array('i', range(8)), 2)
[0, 1, 0, 1, 0, 1, 0, 1]

A broken bound raises in the same round, and what was stored before stays.
>>> data = array('d', [1] * 9)
>>> c = array('d', [0] * 6)
>>> product_up_to(matrix(data, 0, 3, 3), matrix(data, 0, 3, 3), matrix(c, 0, 2, 3), 3)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> list(c)
[3.0, 3.0, 3.0, 3.0, 3.0, 3.0]
>>> x = array('d', range(5))
>>> running_up_to(x, 6)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> list(x)
[0.0, 1.0, 3.0, 6.0, 10.0]

>>> [parallel_rows(n) for n in (1, 5)]
[True, True]
>>> after_the_loop(array('d', [1, 2, 3]))
(2, 6.0)
>>> left_early(array('d', [1, 2, -1, 3]))
(2, 3.0)
>>> half(array('f', [1, 2, 3, 4])), structs()
([0.5, 1.0, 1.5, 2.0], [3, 5, 7])
"""
from array import array
from cython.parallel import prange
from cython cimport view


def matrix(data, start, rows, columns):
    return memoryview(data)[start:start + rows * columns].cast('B').cast('d', (rows, columns))


def by_hand(data, at_b, at_c):
    data = [float(x) for x in data]
    for i in range(3):
        for k in range(3):
            factor = data[3 * i + k]
            for j in range(3):
                data[at_c + 3 * i + j] += factor * data[at_b + 3 * k + j]
    return data


def product(double[:, ::1] a, double[:, ::1] b, double[:, ::1] c):
    cdef Py_ssize_t i, j, k
    cdef double factor
    for i in range(a.shape[0]):
        for k in range(a.shape[1]):
            factor = a[i, k]
            for j in range(b.shape[1]):
                c[i, j] += factor * b[k, j]


def product_up_to(double[:, ::1] a, double[:, ::1] b, double[:, ::1] c, Py_ssize_t n):
    cdef Py_ssize_t i, j, k
    for i in range(n):
        for k in range(a.shape[1]):
            for j in range(b.shape[1]):
                c[i, j] += a[i, k] * b[k, j]


def strided_product(double[:, :] a, double[:, :] b, double[:, :] c):
    cdef Py_ssize_t i, j, k
    cdef double s
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            s = 0
            for k in range(a.shape[1]):
                s += a[i, k] * b[k, j]
            c[i, j] = s


def new(Py_ssize_t rows, Py_ssize_t columns):
    cdef double[:, ::1] made = view.array((rows, columns), sizeof(double), 'd')
    cdef Py_ssize_t i, j
    for i in range(rows):
        for j in range(columns):
            made[i, j] = i * 10 + j
    return made


def same(function, n, p, m):
    a, b, c = new(n, p), new(p, m), new(n, m)
    c[:] = 0
    function(a, b, c)
    return all(c[i, j] == sum(a[i, k] * b[k, j] for k in range(p)) for i in range(n) for j in range(m))


def running(double[:] x):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(x.shape[0]):
        s += x[i]
        x[i] = s
    return s


def running_up_to(double[:] x, Py_ssize_t n):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(n):
        s += x[i]
        x[i] = s
    return s


cdef sums(double[:, :] x):
    cdef Py_ssize_t i, j
    cdef double[::1] out = array('d', [0] * x.shape[0])
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            out[i] += x[i, j]
    return list(out)


def transposed_sums(n, m):
    cdef double[:, :] x = matrix(array('d', range(n * m)), 0, n, m)
    return sums(x), sums(x.T)


def shifted(data, Py_ssize_t by):
    # Each item takes what stands `by` places before it, which was stored in a round before.
    cdef int[:] to = memoryview(data)[by:], of = data
    cdef Py_ssize_t i
    for i in range(to.shape[0]):
        to[i] = of[i]
    return list(data)


def parallel_rows(n):
    cdef double[:, :] x = new(n, 3), y = new(n, 3)
    cdef Py_ssize_t i, j, k
    for i in prange(x.shape[0], nogil=True, num_threads=2):
        for k in range(3):
            for j in range(x.shape[1]):
                y[i, j] += x[i, j] * k
    return all(y[i, j] == 4 * x[i, j] for i in range(n) for j in range(3))


def after_the_loop(double[:] x):
    cdef Py_ssize_t i = -1
    cdef double s = 0
    for i in range(x.shape[0]):
        s += x[i]
    return i, s


def left_early(double[:] x):
    cdef Py_ssize_t i = -1
    cdef double s = 0
    for i in range(x.shape[0]):
        if x[i] < 0:
            break
        s += x[i]
    return i, s


ctypedef fused floating:
    float
    double


cdef void halve(floating[:] x) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(x.shape[0]):
        x[i] /= 2


def half(data):
    cdef float[:] x = data
    halve(x)
    return list(data)


cdef packed struct Pair:
    char tag
    int value


def structs():
    cdef Pair[3] pairs
    cdef Pair[:] x = pairs
    cdef Py_ssize_t i
    cdef int last = 3
    for i in range(3):
        x[i].value = last
        last += 2
    return [x[i].value for i in range(3)]

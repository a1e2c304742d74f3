# cython: language_level=3
# Numeric kernels, as their users write them: every check on unless the build switches it off.
from cython.parallel import prange
from libc.math cimport sqrt


def total(double[::1] x):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(x.shape[0]):
        s += x[i]
    return s


def strided_total(double[:] x, Py_ssize_t step):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(0, x.shape[0], step):
        s += x[i]
    return s


def parallel_total(double[::1] x):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in prange(x.shape[0], nogil=True):
        s += x[i]
    return s


def norm(double[::1] x, double[::1] y):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(x.shape[0]):
        s += sqrt(x[i] * x[i] + y[i] * y[i])
    return s


def matmul(double[:, ::1] a, double[:, ::1] b, double[:, ::1] c):
    cdef Py_ssize_t i, j, k, n = a.shape[0], m = b.shape[1], depth = a.shape[1]
    cdef double f
    for i in range(n):
        for k in range(depth):
            f = a[i, k]
            for j in range(m):
                c[i, j] += f * b[k, j]


def stencil(double[:, ::1] a, double[:, ::1] b):
    cdef Py_ssize_t i, j
    for i in range(1, a.shape[0] - 1):
        for j in range(1, a.shape[1] - 1):
            b[i, j] = 0.25 * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1])


def edit_distance(int[::1] a, int[::1] b, int[::1] row):
    cdef Py_ssize_t i, j, n = a.shape[0], m = b.shape[0]
    cdef int above, left, diagonal
    for j in range(m + 1):
        row[j] = j
    for i in range(1, n + 1):
        diagonal = row[0]
        row[0] = i
        for j in range(1, m + 1):
            above = row[j]
            left = row[j - 1]
            row[j] = min(min(above, left) + 1, diagonal + (a[i - 1] != b[j - 1]))
            diagonal = above
    return row[m]


def moving_average(double[:] x, double[:] out, Py_ssize_t width):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(width):
        s += x[i]
    for i in range(width, x.shape[0]):
        out[i - width] = s / width
        s += x[i] - x[i - width]

"""The C library's functions, called directly."""
from libc.math cimport M_PI, fabs, hypot, sqrt


def estimate_pi(int terms):
    cdef int k
    cdef double total = 0.0, sign = 1.0
    for k in range(terms):
        total += sign / (2 * k + 1)
        sign = -sign
    return 4.0 * total, fabs(4.0 * total - M_PI)


def path_length(double[::1] x, double[::1] y):
    cdef Py_ssize_t i
    cdef double length = 0.0
    for i in range(1, x.shape[0]):
        length += hypot(x[i] - x[i - 1], y[i] - y[i - 1])
    return length

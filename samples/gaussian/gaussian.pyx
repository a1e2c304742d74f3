# cython: boundscheck=False, wraparound=False
"""A Gaussian kernel over an array, serial and parallel."""
import numpy as np
from cython.parallel import prange
from libc.math cimport exp


def gaussian_serial(double[::1] data, double sigma):
    cdef Py_ssize_t i, count = data.shape[0]
    cdef double[::1] result = np.empty(count)
    cdef double factor = -1.0 / (2.0 * sigma * sigma)
    for i in range(count):
        result[i] = exp(factor * data[i] * data[i])
    return np.asarray(result)


def gaussian_parallel(double[::1] data, double sigma, int threads=2):
    cdef Py_ssize_t i, count = data.shape[0]
    cdef double[::1] result = np.empty(count)
    cdef double factor = -1.0 / (2.0 * sigma * sigma)
    with nogil:
        for i in prange(count, num_threads=threads, schedule='static'):
            result[i] = exp(factor * data[i] * data[i])
    return np.asarray(result)

"""Polar to Cartesian coordinates with the C library's functions, without the GIL."""
import numpy as np
from libc.math cimport cos, sin


def to_cartesian(double[::1] radius, double[::1] angle):
    cdef Py_ssize_t i, count = radius.shape[0]
    if angle.shape[0] != count:
        raise ValueError("radius and angle differ in length")
    cdef double[::1] x = np.empty(count)
    cdef double[::1] y = np.empty(count)
    with nogil:
        for i in range(count):
            x[i] = radius[i] * cos(angle[i])
            y[i] = radius[i] * sin(angle[i])
    return np.asarray(x), np.asarray(y)

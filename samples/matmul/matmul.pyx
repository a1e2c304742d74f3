# cython: boundscheck=False, wraparound=False
"""Matrix product with typed memoryviews."""
import numpy as np


def multiply(double[:, ::1] a, double[:, ::1] b):
    cdef Py_ssize_t i, j, k, n = a.shape[0], m = b.shape[1], depth = a.shape[1]
    if b.shape[0] != depth:
        raise ValueError("the shapes do not fit")
    cdef double[:, ::1] c = np.zeros((n, m))
    cdef double factor
    for i in range(n):
        for k in range(depth):
            factor = a[i, k]
            for j in range(m):
                c[i, j] += factor * b[k, j]
    return np.asarray(c)

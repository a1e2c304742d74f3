# cython: boundscheck=False, wraparound=False, cdivision=True
"""Rolling mean and standard deviation (ddof=0): Welford's update, one step for each element."""
import numpy as np
from libc.math cimport sqrt


def mean_std(double[::1] data, Py_ssize_t window):
    cdef Py_ssize_t i, count = data.shape[0] - window + 1
    if window < 1 or count < 1:
        raise ValueError("the window does not fit the data")
    cdef double[::1] means = np.empty(count)
    cdef double[::1] deviations = np.empty(count)
    cdef double mean = 0.0, squares = 0.0, delta, old, new, before
    for i in range(window):
        delta = data[i] - mean
        mean += delta / (i + 1)
        squares += delta * (data[i] - mean)
    means[0] = mean
    deviations[0] = sqrt(squares / window)
    for i in range(1, count):
        old = data[i - 1]
        new = data[i + window - 1]
        before = mean
        mean += (new - old) / window
        squares += (new - old) * (new - mean + old - before)
        means[i] = mean
        deviations[i] = sqrt(squares / window) if squares > 0.0 else 0.0
    return np.asarray(means), np.asarray(deviations)

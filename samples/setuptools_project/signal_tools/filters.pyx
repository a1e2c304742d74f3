"""Filters over typed memoryviews; filters.pxd lets other modules cimport `mean`."""
import numpy as np


cdef double mean(const double *data, Py_ssize_t count) noexcept nogil:
    cdef Py_ssize_t i
    cdef double total = 0.0
    for i in range(count):
        total += data[i]
    return total / count


def moving_average(const double[::1] data, Py_ssize_t window):
    """The mean of each window of the data, as a NumPy array."""
    cdef Py_ssize_t i, count = data.shape[0] - window + 1
    if window < 1 or count < 1:
        raise ValueError("the window does not fit the data")
    cdef double[::1] result = np.empty(count)
    for i in range(count):
        result[i] = mean(&data[i], window)
    return np.asarray(result)

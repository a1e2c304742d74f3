"""Rolling sum of squares, the nested loop in all three: untyped, typed lists, typed memoryviews."""
import numpy as np
cimport numpy as np


def sum_squares(data, window):
    result = []
    for i in range(len(data) - window + 1):
        total = 0.0
        for j in range(window):
            total += data[i + j] ** 2
        result.append(total)
    return result


def sum_squares_list(list data, int window):
    cdef Py_ssize_t i, j, count = len(data) - window + 1
    cdef double total
    cdef list result = []
    for i in range(count):
        total = 0.0
        for j in range(window):
            total += data[i + j] ** 2
        result.append(total)
    return result


def sum_squares_view(np.ndarray[np.float64_t, ndim=1] data, int window):
    cdef double[::1] values = data
    cdef Py_ssize_t i, j, count = values.shape[0] - window + 1
    cdef double total
    cdef np.ndarray[np.float64_t, ndim=1] result = np.empty(count)
    for i in range(count):
        total = 0.0
        for j in range(window):
            total += values[i + j] ** 2
        result[i] = total
    return result

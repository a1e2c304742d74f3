"""Element-wise difference of two integer arrays: untyped, and with the old buffer syntax."""
import numpy as np
cimport numpy as np


def difference_untyped(a, b):
    result = np.zeros_like(a)
    for i in range(len(a)):
        result[i] = a[i] - b[i]
    return result


cpdef difference_typed(np.ndarray[np.int64_t, ndim=1] a, np.ndarray[np.int64_t, ndim=1] b):
    cdef Py_ssize_t count = a.shape[0]
    cdef Py_ssize_t i
    cdef np.ndarray[np.int64_t, ndim=1] result = np.zeros([count], dtype=np.int64)
    for i in range(count):
        result[i] = a[i] - b[i]
    return result

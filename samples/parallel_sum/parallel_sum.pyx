"""A sum by prange: the reduction is inferred from `+=`."""
from cython.parallel import prange


def total(double[::1] data, int threads=2):
    cdef Py_ssize_t i
    cdef double result = 0.0
    for i in prange(data.shape[0], nogil=True, num_threads=threads):
        result += data[i]
    return result

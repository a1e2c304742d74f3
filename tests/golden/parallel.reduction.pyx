from cython.parallel import prange

cdef double total(double[::1] v) noexcept nogil:
    cdef Py_ssize_t i
    cdef double s = 0
    for i in prange(v.shape[0]):
        s += v[i]
    return s

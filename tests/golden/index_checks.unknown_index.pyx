# The index comes from data: its check stays.
cdef double picked(double[:] v, long[:] where):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(where.shape[0]):
        s += v[where[i]]
    return s

# The loop runs over the view's own extent: no check is left, nothing is asked.
cdef double total(double[:] v):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(v.shape[0]):
        s += v[i]
    return s

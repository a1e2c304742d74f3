# The loop ends at a number that the view knows nothing of: asked once, before the loop.
cdef double total(double[:] v, Py_ssize_t n):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(n):
        s += v[i]
    return s

def total(int[:] x):
    cdef Py_ssize_t i
    cdef long s = 0
    for i in range(x.shape[0]):
        s += x[i]
    return s

cdef int spin(int n):
    cdef int i, s = 0
    with nogil:
        for i in range(n):
            s += i
    return s

cdef void product(double[:, ::1] a, double[:, ::1] b, double[:, ::1] c) noexcept:
    cdef Py_ssize_t i, j, k, n = a.shape[0], m = b.shape[1], p = a.shape[1]
    for i in range(n):
        for k in range(p):
            for j in range(m):
                c[i, j] += a[i, k] * b[k, j]

cdef double mean(const double *data, Py_ssize_t count) noexcept nogil

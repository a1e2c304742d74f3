"""The three kinds of functions: cdef is invisible from Python, cpdef has two doors, def is Python's."""


cdef double _squared_length(double x, double y) noexcept nogil:
    return x * x + y * y


cpdef double squared_length(double x, double y):
    return _squared_length(x, y)


def squared_lengths(list xs, list ys):
    cdef Py_ssize_t i, count = len(xs)
    cdef list result = [0.0] * count
    for i in range(count):
        result[i] = _squared_length(xs[i], ys[i])
    return result

"""The mean of a sequence, untyped and typed."""


def mean_untyped(data):
    count = len(data)
    total = 0.0
    for i in range(count):
        total += data[i]
    return total / count


def mean_typed(data):
    cdef Py_ssize_t i, count = len(data)
    cdef double total = 0.0
    for i in range(count):
        total += data[i]
    return total / count

"""One kernel under each directive, on and off."""
cimport cython


def checked(double[:] data, int[:] index):
    cdef Py_ssize_t i
    cdef double total = 0.0
    for i in range(index.shape[0]):
        total += data[index[i]]
    return total


@cython.boundscheck(False)
def no_boundscheck(double[:] data, int[:] index):
    cdef Py_ssize_t i
    cdef double total = 0.0
    for i in range(index.shape[0]):
        total += data[index[i]]
    return total


@cython.wraparound(False)
def no_wraparound(double[:] data, int[:] index):
    cdef Py_ssize_t i
    cdef double total = 0.0
    for i in range(index.shape[0]):
        total += data[index[i]]
    return total


@cython.boundscheck(False)
@cython.wraparound(False)
def unchecked(double[:] data, int[:] index):
    cdef Py_ssize_t i
    cdef double total = 0.0
    for i in range(index.shape[0]):
        total += data[index[i]]
    return total


def python_division(int[:] values, int divisor):
    cdef Py_ssize_t i
    cdef long long total = 0
    for i in range(values.shape[0]):
        total += values[i] // divisor + values[i] % divisor
    return total


@cython.cdivision(True)
def c_division(int[:] values, int divisor):
    cdef Py_ssize_t i
    cdef long long total = 0
    for i in range(values.shape[0]):
        total += values[i] // divisor + values[i] % divisor
    return total

"""One kernel under each directive, on and off."""
cimport cython


cdef class Track:
    """What nonecheck and initializedcheck are about: an attribute of an object that may be None, a view that may be unset."""
    cdef public double weight
    cdef double[:] data

    def __init__(self, double[:] data, double weight):
        self.data, self.weight = data, weight

    @cython.initializedcheck(True)
    def total(self):
        cdef Py_ssize_t i
        cdef double total = 0.0
        for i in range(self.data.shape[0]):
            total += self.data[i]
        return total

    @cython.initializedcheck(False)
    def total_unchecked(self):
        cdef Py_ssize_t i
        cdef double total = 0.0
        for i in range(self.data.shape[0]):
            total += self.data[i]
        return total


@cython.nonecheck(True)
def weights(list tracks):
    cdef Track track
    cdef double total = 0.0
    for track in tracks:
        total += track.weight
    return total


@cython.nonecheck(False)
def weights_unchecked(list tracks):
    cdef Track track
    cdef double total = 0.0
    for track in tracks:
        total += track.weight
    return total


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

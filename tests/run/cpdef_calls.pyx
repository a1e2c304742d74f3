# A call of a cpdef function that leaves out an optional argument before a given one is Python's call.

cpdef total(a, int b=3, c=None):
    return a, b, c


cdef class Box:
    cpdef total(self, a, int b=4, c=None):
        return a, b, c


def call():
    """
    >>> call()
    ((1, 3, 2), (2, 1, None), (1, 4, 5))
    """
    return total(1, c=2), total(b=1, a=2), Box().total(1, c=5)

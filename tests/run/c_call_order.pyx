# Keyword arguments of C functions are computed in the order in which they are written.
log = []


def note(x):
    log.append(x)
    return x


cdef take(int a, int b, int c, object d): return a, b, c, d


def call():
    """
    >>> call()
    ((1, 2, 3, 4), [4, 3, 2])
    """
    del log[:]
    return take(1, d=note(4), c=note(3), b=note(2)), log[:]


cpdef enum Level:
    LOW = 1
    HIGH


def enum_arithmetic():
    """
    >>> enum_arithmetic()
    ('Level', 3)
    """
    cdef Level c = HIGH
    o = c
    return type(o).__name__, o + 1

# What the linker finds without a header, sections without the GIL in functions that are called with it or without,
# sizes of arrays that are names, `else` behind a try statement without `except`, and names of the package cpython.
from cpython cimport *

cdef extern from *:
    """
    extern "C" { int linked_number = 7; int linked_twice(int x) { return 2 * x; } }
    """
    int PyGILState_Check() nogil

cdef extern nogil:
    int linked_number
    int linked_twice(int x)

cdef extern int linked_twice_again "linked_twice"(int x) nogil

cdef enum:
    SIZE = 2 * 8

DEF OTHER_SIZE = 5


def linked(int x):
    """
    >>> linked(4)
    (8, 10, 7)
    """
    return linked_twice(x), linked_twice_again(x + 1), linked_number


cdef int held_inside() except -1 nogil:
    cdef int inside, again
    with nogil:
        inside = PyGILState_Check()
    again = PyGILState_Check()
    return inside * 10 + again


cdef int returns_from_section(int x) except -1 nogil:
    with nogil:
        if x < 0:
            with gil:
                raise ValueError(x)
        return PyGILState_Check()


def release_in_nogil_function():
    """
    The section releases what the caller holds, and leaves a caller alone who holds nothing.

    >>> release_in_nogil_function()
    (1, 0)
    """
    cdef int free
    with nogil:
        free = held_inside()
    return held_inside(), free


def leave_section(int x):
    """
    >>> leave_section(1)
    (0, 1)
    >>> leave_section(-3)
    Traceback (most recent call last):
    ValueError: -3
    """
    return returns_from_section(x), PyGILState_Check()


def sizes():
    """
    >>> sizes()
    (16, 5, 20)
    """
    cdef char[SIZE] named
    cdef char[OTHER_SIZE] defined
    cdef int[OTHER_SIZE] wider
    return sizeof(named), sizeof(defined), sizeof(wider)


def type_of(x):
    """
    `type` is the class, though cpython has a module of that name.

    >>> type_of(1)
    <class 'int'>
    """
    return type(x)


def else_without_except(fail):
    """
    >>> else_without_except(False)
    ['body', 'else', 'end']
    >>> else_without_except(True)
    ['body', 'failed', 'end']
    """
    seen = []
    try:
        try:
            seen.append("body")
            if fail:
                raise KeyError
        else:
            seen.append("else")
    except KeyError:
        seen.append("failed")
    seen.append("end")
    return seen

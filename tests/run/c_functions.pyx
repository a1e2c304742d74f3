"""cdef, cpdef and def functions, exceptions through C results, pointers, arrays, structs.

>>> area(2.0, 3.0)
6.0
>>> import sys
>>> hasattr(sys.modules[__name__], "c_area")
False
>>> safe_divide(7, 2)
3
>>> safe_divide(1, 0)
Traceback (most recent call last):
ZeroDivisionError: integer division or modulo by zero
>>> sum_array(5)
10
>>> point(3, 4)
(25.0, {'x': 3.0, 'y': 4.0})
>>> with_default(1), with_default(1, 2), with_default(1, 2, 3)
(111, 103, 6)
>>> through_pointer(5)
(6, 6)
>>> apply_twice(3)
12
>>> string_length(b"abc")
3
>>> colour(1)
('green', 1)
>>> release(1000)
499500.0
"""
from libc.string cimport strlen
from libc.stdlib cimport free, malloc


cdef double c_area(double w, double h) noexcept nogil:
    return w * h


cpdef double area(double w, double h):
    return c_area(w, h)


cdef int divide(int a, int b) except? -1:
    return a // b


def safe_divide(a, b):
    return divide(a, b)


def sum_array(int n):
    cdef int[10] values
    cdef int i, total = 0
    for i in range(n):
        values[i] = i
    for i in range(n):
        total += values[i]
    return total


cdef struct Point:
    double x
    double y


cdef double squared(Point *p):
    return p.x * p.x + p.y * p.y


def point(double x, double y):
    cdef Point p
    p.x = x
    p.y = y
    return squared(&p), p


cdef int optional(int a, int b=10, int c=100):
    return a + b + c


def with_default(*args):
    if len(args) == 1:
        return optional(args[0])
    if len(args) == 2:
        return optional(args[0], args[1])
    return optional(args[0], args[1], args[2])


cdef void increment(int *p):
    p[0] += 1


def through_pointer(int x):
    cdef int *copy = <int *>malloc(sizeof(int))
    if copy == NULL:
        raise MemoryError()
    try:
        copy[0] = x
        increment(copy)
        increment(&x)
        return x, copy[0]
    finally:
        free(copy)


ctypedef int (*operation)(int)


cdef int twice(int x):
    return 2 * x


cdef int apply(operation f, int x):
    return f(f(x))


def apply_twice(int x):
    return apply(twice, x)


def string_length(bytes text):
    cdef const char *pointer = text
    return strlen(pointer)


cdef enum Colour:
    red
    green = 1
    blue


def colour(int c):
    if c == green:
        return "green", <int>green
    return "other", c


def release(int n):
    cdef double total = 0
    cdef int i
    with nogil:
        for i in range(n):
            total += i
    return total


cdef int checked(double x) except -1 nogil:
    if x < 0:
        raise ValueError("negative: %s" % x)  # raising takes the GIL
    return 1


cdef int among(int x) noexcept nogil:
    return x in [1, 3, 5]


cdef double chosen(double x, bint use) noexcept nogil:
    return x if use else 0


def without_the_gil(x):
    """
    >>> without_the_gil(3)
    (1, 1, 3.0, 0.0)
    >>> without_the_gil(-1)
    Traceback (most recent call last):
    ValueError: negative: -1.0
    """
    cdef double *nothing = NULL
    assert nothing is NULL and not (nothing is not NULL)
    return checked(x), among(x), chosen(x, True), chosen(x, False)

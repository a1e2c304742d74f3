# C function pointers as Python callables: variables, items of arrays, fields, with exceptions and NULL.

ctypedef double (*unary)(double) noexcept
ctypedef int (*checked)(int, object) except -1

cdef double square(double x) noexcept: return x * x
cdef double cube(double x) noexcept: return x * x * x
cdef int positive(int a, object what) except -1:
    if a < 0: raise ValueError(what)
    return a + 1

cdef struct Entry:
    unary function

cdef unary table[2]
table[0] = square
table[1] = cube


def of_table():
    """
    >>> [f(3) for f in of_table()]
    [9.0, 27.0]
    """
    cdef int i
    return [table[i] for i in range(2)]


def of_variable(bint which):
    """
    >>> of_variable(True)(4), of_variable(False)(4)
    (16.0, 64.0)
    """
    cdef unary f = square if which else cube
    return f


def of_field():
    """
    >>> of_field()(5)
    25.0
    """
    cdef Entry e
    e.function = square
    return e.function


def raising():
    """
    >>> f = raising()
    >>> f(1, 'x')
    2
    >>> f(-1, 'x')
    Traceback (most recent call last):
    ValueError: x
    >>> f(1)
    Traceback (most recent call last):
    TypeError: wrap() missing 1 required positional argument: 'arg1'
    """
    cdef checked f = positive
    return f


def of_null():
    """
    >>> of_null()
    Traceback (most recent call last):
    ValueError: a C function pointer that is NULL has no Python function
    """
    cdef unary f = NULL
    return f


ctypedef int (*ScaleMethod)(Scale, int)
ctypedef int (*AnyMethod)(object, int)

cdef class Scale:
    cdef int factor
    cdef ScaleMethod kept

    def __init__(self, factor):
        self.factor = factor
        self.kept = self.times

    cdef int times(self, int x):
        return self.factor * x

    cdef int call(self, ScaleMethod method, int x):
        return method(self, x)

    def all_ways(self, int x):
        """
        The object's table says what the pointer holds, so an override is called.

        >>> Scale(3).all_ways(2), Hundred(3).all_ways(2), Fixed().both(2)
        ((6, 6, 6, 6), (200, 200, 200, 200), (7, 7))
        """
        cdef AnyMethod address = <AnyMethod>&self.times
        cdef AnyMethod value = <AnyMethod>self.times
        return address(self, x), value(self, x), self.call(self.times, x), self.kept(self, x)

cdef class Hundred(Scale):
    cdef int times(self, int x):
        return 100 * x

cimport cython

@cython.final
cdef class Fixed:
    cdef int times(self, int x):
        return 7

    def both(self, int x):
        cdef AnyMethod address = <AnyMethod>&self.times
        cdef AnyMethod value = <AnyMethod>self.times
        return address(self, x), value(self, x)

def pointer_of_none():
    """
    >>> pointer_of_none()
    Traceback (most recent call last):
    AttributeError: 'NoneType' object has no attribute 'times'
    """
    cdef Scale nothing = None
    cdef ScaleMethod method = nothing.times
    return method is NULL

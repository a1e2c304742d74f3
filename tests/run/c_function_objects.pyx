# C functions and methods as Python objects, calls with starred arguments, and names of parameters behind function pointers.
cimport cython


cdef int difference(int a, int b) except? -1:
    return a - b


cdef class Holder:
    cdef int base

    def __init__(self, base):
        self.base = base

    cdef int plus(self, int x) except? -1:
        return self.base + x


cdef class Doubled(Holder):
    cdef int plus(self, int x) except? -1:
        return 2 * self.base + x


def plain():
    """
    >>> plain()(5, 3), plain()(b=1, a=2)
    (2, 1)
    >>> plain().__doc__
    "wrap(a: 'int', b: 'int') -> 'int'"
    """
    return difference


def bound(Holder holder):
    """
    >>> bound(Holder(4))(3), bound(Doubled(4))(3)
    (7, 11)
    >>> bound(Holder(4))("x")
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    return holder.plus


def unbound():
    """
    >>> unbound()(Holder(1), 2), unbound()(Doubled(1), 2)
    (3, 4)
    >>> unbound()(None, 2)
    Traceback (most recent call last):
    TypeError: Argument 'self' has incorrect type (expected c_function_objects.Holder, got NoneType)
    """
    return Holder.plus


def starred(*args, **kwargs):
    """
    >>> starred(7, 2), starred(7, b=3), starred(*[1, 1])
    (5, 4, 0)
    >>> starred(1, 2, 3)
    Traceback (most recent call last):
    TypeError: difference() takes 2 positional arguments but 3 were given
    """
    return difference(*args, **kwargs)


ctypedef int (*Operation)(int first, int second) except? -1


def by_name():
    """
    >>> by_name()
    (3, 3)
    """
    cdef Operation operation = difference
    return operation(5, second=2), operation(second=2, first=5)


def chosen(bint down):
    """
    >>> chosen(True), chosen(False)
    (-1, 3)
    """
    return (difference if down else total)(1, 2)


cdef int total(int a, int b) except? -1:
    return a + b


# ---- fused functions by keyword
cdef first_of(cython.floating[:] values, cython.floating scale):
    return cython.typeof(scale), values[0] * scale


def keyword_instances():
    """
    >>> keyword_instances()
    ('double', 6.0, 'float', 8.0)
    """
    cdef double[1] wide = [3.0]
    cdef float[1] narrow = [4.0]
    cdef double[:] w = wide
    cdef float[:] n = narrow
    return first_of(values=w, scale=2.0) + first_of(scale=<float>2.0, values=n)


# ---- overrides with more optional arguments
cdef class Shape:
    cpdef name(self):
        return "shape"

    def call(self):
        return self.name()


cdef class Square(Shape):
    cpdef name(self, int size=1):
        return "square", size

    def call_with(self, int size):
        return self.name(size)


def overrides():
    """
    >>> overrides()
    ('shape', ('square', 1), ('square', 5), ('square', 7))
    """
    return Shape().call(), Square().call(), Square().call_with(5), Square().name(7)


# ---- the value that says that there is an exception is no number
cdef extern from "<math.h>":
    double NAN


cdef double not_a_number(bint fail) except NAN:
    if fail:
        raise ValueError("failed")
    return 1.5


def nan_exceptions(bint fail):
    """
    >>> nan_exceptions(False), nan_exceptions(True)
    (1.5, 'failed')
    """
    try:
        return not_a_number(fail)
    except ValueError as e:
        return str(e)


# ---- the name of a handler is gone, however the handler is left
def handler_name(error):
    """
    >>> handler_name(None)
    1
    >>> handler_name(KeyError())
    Traceback (most recent call last):
    UnboundLocalError: local variable 'name' referenced before assignment
    """
    name = 1
    try:
        try:
            if error:
                raise error
        except KeyError as name:
            raise IndexError()
    except IndexError:
        pass
    return name


cdef extern from "<math.h>":
    cpdef double sqrt(double x)


def extern_functions():
    """
    >>> sqrt(16.0), sqrt(x=4.0)
    (4.0, 2.0)
    """


def text_in_generator():
    """
    >>> bytes(list(text_in_generator()))
    b'XYC'
    """
    cdef unsigned char[3] result = "ABC"
    for k, ch in enumerate(b"XY"):
        result[k] = ch
    yield result[0]
    yield result[1]
    yield result[2]

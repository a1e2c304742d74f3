# Fused types in methods of extension types: C methods, overrides, cpdef and def methods.
cimport cython

ctypedef fused Number:
    int
    double


cdef class Shape:
    cdef int sides

    def __cinit__(self):
        self.sides = 4

    cdef scaled(self, Number x):
        return "shape", cython.typeof(x), self.sides * x

    cpdef described(self, Number x, label="none"):
        """
        >>> Shape().described(2)
        ('int', 8, 'none')
        >>> Shape().described(1.5, "l")
        ('double', 6.0, 'l')
        >>> Shape.described["double"](Shape(), 2)
        ('double', 8.0, 'none')
        >>> Shape.described(object(), 2)
        Traceback (most recent call last):
        TypeError: descriptor 'described' requires a 'fused_methods.Shape' object but received a 'object'
        """
        return cython.typeof(x), self.sides * x, label

    def plain(self, Number x):
        """
        >>> Shape().plain(2), Shape().plain(2.0)
        (('int', 8), ('double', 8.0))
        """
        return cython.typeof(x), self.sides * x

    @staticmethod
    def free(Number x):
        """
        >>> Shape.free(2), Shape().free(2.0)
        ('int', 'double')
        """
        return cython.typeof(x)

    @classmethod
    def of_class(cls, Number x):
        """
        >>> Shape.of_class(2), Triangle.of_class(2.0)
        (('Shape', 'int'), ('Triangle', 'double'))
        """
        return cls.__name__, cython.typeof(x)


cdef class Triangle(Shape):
    def __cinit__(self):
        self.sides = 3

    cdef scaled(self, Number x):
        return "triangle", cython.typeof(x), self.sides * x


def through_the_base(Shape s):
    """
    >>> through_the_base(Shape())
    (('shape', 'int', 8), ('shape', 'double', 6.0), ('shape', 'double', 8.0))
    >>> through_the_base(Triangle())
    (('triangle', 'int', 6), ('triangle', 'double', 4.5), ('triangle', 'double', 6.0))
    """
    return s.scaled(2), s.scaled(1.5), s.scaled[double](2)


def from_c(Shape s, double x):
    """
    >>> from_c(Triangle(), 2)
    ('double', 6.0, 'none')
    """
    return s.described(x)


cdef double twice(Number x):
    return 2 * x


def as_pointer():
    """
    >>> as_pointer()
    7.0
    """
    cdef double (*f)(double) = twice
    return f(3.5)

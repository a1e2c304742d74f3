"""Extension types: typed attributes, methods, inheritance, special methods, properties.

>>> v = Vector(3, 4)
>>> v.length(), v.x, repr(v)
(5.0, 3.0, 'Vector(3.0, 4.0)')
>>> v.y = 5; v.y
5.0
>>> v.read_only
7
>>> v.read_only = 1
Traceback (most recent call last):
AttributeError: attribute 'read_only' of 'extension_types.Vector' objects is not writable
>>> v.hidden
Traceback (most recent call last):
AttributeError: 'extension_types.Vector' object has no attribute 'hidden'
>>> Vector(1, 2) + Vector(3, 4), Vector(1, 2) == Vector(1, 2), -Vector(1, 2)
(Vector(4.0, 6.0), True, Vector(-1.0, -2.0))
>>> list(Vector(1, 2)), len(Vector(1, 2)), Vector(5, 6)[1]
([1.0, 2.0], 2, 6.0)
>>> Named(1, 2, "n").describe()
'n at 1.0, 2.0'
>>> Python().length(), call_length(Python())
(-1.0, -1.0)
>>> log()
['cinit', 'init', 'dealloc']
>>> Temperature(0).fahrenheit
32.0
>>> typed_argument(1)
Traceback (most recent call last):
TypeError: Argument 'v' has incorrect type (expected extension_types.Vector, got int)
"""
from libc.math cimport sqrt

events = []


cdef class Vector:
    cdef public double x, y
    cdef readonly int read_only
    cdef int hidden

    def __cinit__(self, *args):
        self.read_only = 7

    def __init__(self, double x=0, double y=0, *rest):
        self.x = x
        self.y = y

    cpdef double length(self):
        return sqrt(self.x * self.x + self.y * self.y)

    def __repr__(self):
        return "Vector(%s, %s)" % (self.x, self.y)

    def __add__(self, other):
        return Vector((<Vector?>self).x + (<Vector?>other).x, (<Vector>self).y + (<Vector>other).y)

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __eq__(self, other):
        return isinstance(other, Vector) and self.x == (<Vector>other).x and self.y == (<Vector>other).y

    def __len__(self):
        return 2

    def __getitem__(self, int index):
        if index == 0:
            return self.x
        if index == 1:
            return self.y
        raise IndexError(index)


cdef class Named(Vector):
    cdef str name

    def __init__(self, x, y, name):
        super().__init__(x, y)
        self.name = name

    def describe(self):
        return "%s at %s, %s" % (self.name, self.x, self.y)


class Python(Vector):
    def length(self):
        return -1.0


def call_length(Vector v):
    return v.length()


def typed_argument(Vector v not None):
    return v.x


cdef class Logged:
    def __cinit__(self):
        events.append("cinit")

    def __init__(self):
        events.append("init")

    def __dealloc__(self):
        events.append("dealloc")


def log():
    del events[:]
    x = Logged()
    del x
    return events


cdef class Temperature:
    cdef double celsius

    def __init__(self, celsius):
        self.celsius = celsius

    @property
    def fahrenheit(self):
        return self.celsius * 9 / 5 + 32

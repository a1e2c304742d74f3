# cython: language_level=3
"""
What the language has kept from before, and what it decides while the program runs.

>>> halved(-7, 2), halved(9, 4)
(-4, 2)
>>> halved(1, 0)
Traceback (most recent call last):
ZeroDivisionError: integer division or modulo by zero
>>> halved_object(7), halved_double(7)
(3.5, 3.5)

Classes that know nothing of each other are asked when an object is handed over.
>>> first_of_second(Second())
Traceback (most recent call last):
TypeError: Cannot convert old_forms.Second to old_forms.First
>>> first_of_second(None)

A fused function looks at the arguments given by name.
>>> by_name(2), by_name(2.5)
('long', 'double')

>>> through_attribute(3)
6
>>> copied(b'abc')
b'abc'
"""
from libc.string cimport memcpy


def halved(int x, int by):
    x /= by
    return x


def halved_object(x):
    x /= 2
    return x


def halved_double(double x):
    x /= 2
    return x


cdef class First:
    cdef int value
    cdef int doubled(self) noexcept nogil:
        return 2 * self.value


cdef class Second:
    cdef First first
    cdef int doubled(self) noexcept nogil:
        return self.first.doubled()


def first_of_second(Second s):
    cdef First f = s
    return f


def through_attribute(value):
    cdef Second s = Second()
    s.first = First()
    s.first.value = value
    return s.doubled()


ctypedef fused number:
    long
    double


cdef str kind(int flag, number value, int other=0):
    return 'long' if number is long else 'double'


def by_name(value):
    cdef long n
    cdef double d
    if isinstance(value, int):
        n = value
        return kind(1, value=n)
    d = value
    return kind(flag=1, value=d, other=2)


def copied(bytes text):
    cdef char[4] to
    cdef const char* source = text
    memcpy(pto=to, pfrom=source, size=4)
    return to[:3]

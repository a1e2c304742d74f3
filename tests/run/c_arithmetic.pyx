"""C arithmetic: Python's division unless cdivision, ranges checked at the border.

>>> divide(-7, 2), modulo(-7, 2), divide(7, -2), modulo(7, -2)
(-4, 1, -4, -1)
>>> divide(1, 0)
Traceback (most recent call last):
ZeroDivisionError: integer division or modulo by zero
>>> c_divide(-7, 2), c_modulo(-7, 2)
(-3, -1)
>>> true_divide(1, 2)
0.5
>>> float_floor(1.0, 0.1), float_floor(-1.0, 0.1)
(9.0, -10.0)
>>> small(300)
Traceback (most recent call last):
OverflowError: value too large to convert to signed char
>>> unsigned(-1)
Traceback (most recent call last):
OverflowError: can't convert negative value to unsigned int
>>> total(10)
45
>>> mixed(2, 0.5)
2.5
>>> bits(0b1100, 0b1010)
(8, 14, 6, 96, 3, -13)
>>> compare(1, 2), compare(2, 1)
((True, False, False), (False, True, False))
>>> truth(5), truth(0)
(True, False)
>>> to_c("x")
Traceback (most recent call last):
TypeError: an integer is required
"""
cimport cython


def divide(int a, int b):
    return a // b


def modulo(int a, int b):
    return a % b


@cython.cdivision(True)
def c_divide(int a, int b):
    return a // b


@cython.cdivision(True)
def c_modulo(int a, int b):
    return a % b


def true_divide(int a, int b):
    return a / b


def float_floor(double a, double b):
    return a // b


def small(signed char x):
    return x


def unsigned(unsigned int x):
    return x


def total(int n):
    cdef int i
    cdef long result = 0
    for i in range(n):
        result += i
    return result


def mixed(int a, double b):
    return a + b


def bits(int a, int b):
    return a & b, a | b, a ^ b, a << 3, a >> 2, ~a


def compare(int a, int b):
    return a < b, a > b, a == b


def truth(int x):
    cdef bint b = x
    return b


def to_c(int x):
    return x

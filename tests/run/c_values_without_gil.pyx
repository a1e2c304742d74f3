"""What C code does without the GIL: calls through fields, int() and max() of C numbers, None for a view, keywords of fused functions.

>>> Outer(4).run()
24
>>> cut(3.99), cut(-3.99)
(3, -3)
>>> cut(1e300)
Traceback (most recent call last):
OverflowError: value too large to convert to a C integer
>>> cut(float("nan"))
Traceback (most recent call last):
ValueError: cannot convert float NaN to integer
>>> cut(float("-inf"))
Traceback (most recent call last):
OverflowError: cannot convert float infinity to integer
>>> cut_small(2147483647.5)
2147483647
>>> cut_small(2147483648.0)
Traceback (most recent call last):
OverflowError: value too large to convert to a C integer
>>> cut_unsigned(4294967295.0), cut_unsigned(-0.5)
(4294967295, 0)
>>> cut_unsigned(-1.0)
Traceback (most recent call last):
OverflowError: value too large to convert to a C integer
>>> positive(-2.5), positive(2.5)
(0.0, 2.5)
>>> without_view(2), with_view(bytearray(b"abc"))
(2, 3)
>>> by_keyword(1.5), by_keyword_float(1.5)
('double', 'float')
>>> [is_space(c) for c in b" x\\n"]
[True, False, True]
"""
cdef class Inner:
    cdef int factor

    cdef int scaled(self, int x) noexcept nogil:
        return self.factor * x

cdef class Outer:
    cdef Inner inner
    cdef int x

    def __init__(self, x):
        self.x = x
        self.inner = Inner()
        self.inner.factor = 6

    cdef int compute(self) noexcept nogil:
        return self.inner.scaled(self.x)

    def run(self):
        with nogil:
            result = self.compute()
        return result

cdef long long truncated(double x) except? -1 nogil:
    cdef long long n = int(x)
    return n

def cut(double x):
    with nogil:
        result = truncated(x)
    return result

def cut_small(double x):
    cdef int n = int(x)
    return n

def cut_unsigned(double x):
    cdef unsigned int n = int(x)
    return n

cdef double clipped(double x) noexcept nogil:
    return max(0, x)

def positive(double x):
    cdef double result
    with nogil:
        result = clipped(x)
    return result

cdef Py_ssize_t counted(const unsigned char[:] view, Py_ssize_t otherwise) noexcept nogil:
    return otherwise if view is None else view.shape[0]

def without_view(Py_ssize_t n):
    with nogil:
        result = counted(None, n)
    return result

def with_view(const unsigned char[:] view):
    with nogil:
        result = counted(view, 0)
    return result

ctypedef fused number:
    float
    double

cdef str kind(int first, number value, number *place):
    return "float" if number is float else "double"

def by_keyword(double x):
    return kind(1, place=&x, value=x)

def by_keyword_float(x):
    cdef float y = x
    return kind(first=1, value=y, place=&y)

cdef bint in_spaces(char c) noexcept nogil:
    return c in b" \t\n"

def is_space(c):
    cdef char character = c
    with nogil:
        result = in_spaces(character)
    return result

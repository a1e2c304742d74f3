"""Both directions between Numba and compiled code: C function addresses."""

ctypedef double (*binary)(double, double)


def call_address(long long address, double a, double b):
    """Calls the C function at an address, as numba.cfunc's `.address` gives it."""
    cdef binary function = <binary>address
    return function(a, b)


cdef api double multiply(double a, double b) noexcept nogil:
    return a * b


cdef api double square(double x) noexcept nogil:
    return x * x

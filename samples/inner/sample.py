"""cdef, cpdef and def functions; the cdef one cannot be seen from Python."""
from support import Row

import inner


def rows(inner=inner):
    xs, ys = [i * 0.5 for i in range(100_000)], [i * 0.25 for i in range(100_000)]
    assert not hasattr(inner, "_squared_length"), "a cdef function must be invisible from Python"
    assert inner.squared_length(3.0, 4.0) == 25.0
    yield Row("inner, lists of floats", lambda: [x * x + y * y for x, y in zip(xs, ys)], lambda: inner.squared_lengths(xs, ys))

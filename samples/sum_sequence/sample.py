"""A `cpdef` function on `np.ndarray[np.int64_t, ndim=1]`, beside the same loop without types."""
import numpy as np
from support import Native, Row

import sum_sequence


def rows(sum_sequence=sum_sequence):
    random = np.random.default_rng(1)
    a, b = random.integers(-1000, 1000, 200_000), random.integers(-1000, 1000, 200_000)

    def interpreted():
        result = np.zeros_like(a)
        for i in range(len(a)):
            result[i] = a[i] - b[i]
        return result

    result = np.empty_like(a)
    native = Native("void difference(const int64_t *a, const int64_t *b, int64_t *result, long count)", (a, b, result, len(a)), lambda _: result)
    yield Row("sum_sequence, untyped", interpreted, lambda: sum_sequence.difference_untyped(a, b))
    yield Row("sum_sequence, typed", interpreted, lambda: sum_sequence.difference_typed(a, b), numpy=lambda: a - b, native=native,
              numba=("def f(a, b):\n    r = np.zeros_like(a)\n    for i in range(len(a)):\n        r[i] = a[i] - b[i]\n    return r", (a, b)))

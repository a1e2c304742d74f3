"""A `cpdef` function on `np.ndarray[np.int64_t, ndim=1]`, beside the same loop without types."""
import numpy as np
from support import Row

import sum_sequence


def rows():
    random = np.random.default_rng(1)
    a, b = random.integers(-1000, 1000, 200_000), random.integers(-1000, 1000, 200_000)

    def interpreted():
        result = np.zeros_like(a)
        for i in range(len(a)):
            result[i] = a[i] - b[i]
        return result

    yield Row("sum_sequence, untyped", interpreted, lambda: sum_sequence.difference_untyped(a, b))
    yield Row("sum_sequence, typed", interpreted, lambda: sum_sequence.difference_typed(a, b), numpy=lambda: a - b,
              numba=("difference", "def f(a, b):\n    r = np.zeros_like(a)\n    for i in range(len(a)):\n        r[i] = a[i] - b[i]\n    return r", (a, b)))

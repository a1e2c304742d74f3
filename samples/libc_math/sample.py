"""`from libc.math cimport ...`."""
import math

import numpy as np
from support import Native, Row

import libc_math


def rows(libc_math=libc_math):
    random = np.random.default_rng(9)
    x, y = random.random(200_000), random.random(200_000)
    lx, ly = x.tolist(), y.tolist()
    interpreted = lambda: sum(math.hypot(lx[i] - lx[i - 1], ly[i] - ly[i - 1]) for i in range(1, len(lx)))
    assert libc_math.estimate_pi(1000)[1] < 1e-2
    yield Row("path length by libc hypot", interpreted, lambda: libc_math.path_length(x, y), numpy=lambda: np.hypot(np.diff(x), np.diff(y)).sum(),
              native=Native("double path_length(const double *x, const double *y, long count)", (x, y, len(x))),
              numba=("def f(x, y):\n    length = 0.0\n    for i in range(1, len(x)):\n        length += math.hypot(x[i] - x[i - 1], y[i] - y[i - 1])\n    return length", (x, y)))

"""`from libc.math cimport ...`."""
import math

import numpy as np
from support import Row

import libc_math


def rows():
    random = np.random.default_rng(9)
    x, y = random.random(200_000), random.random(200_000)
    lx, ly = x.tolist(), y.tolist()
    interpreted = lambda: sum(math.hypot(lx[i] - lx[i - 1], ly[i] - ly[i - 1]) for i in range(1, len(lx)))
    assert libc_math.estimate_pi(1000)[1] < 1e-2
    yield Row("path length by libc hypot", interpreted, lambda: libc_math.path_length(x, y), numpy=lambda: np.hypot(np.diff(x), np.diff(y)).sum())

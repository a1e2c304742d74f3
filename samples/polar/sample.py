"""libc functions inside `with nogil`, checks on."""
import math

import numpy as np
from support import Native, Row

import polar


def rows(polar=polar):
    random = np.random.default_rng(3)
    r, a = random.random(200_000), random.random(200_000) * 6.28
    interpreted = lambda: (np.array([x * math.cos(y) for x, y in zip(r, a)]), np.array([x * math.sin(y) for x, y in zip(r, a)]))
    x, y = np.empty_like(r), np.empty_like(r)
    native = Native("void to_cartesian(const double *radius, const double *angle, double *x, double *y, long count)", (r, a, x, y, len(r)), lambda _: (x, y))
    yield Row("polar to cartesian", interpreted, lambda: polar.to_cartesian(r, a), numpy=lambda: (r * np.cos(a), r * np.sin(a)), native=native,
              numba=("def f(r, a):\n    return r * np.cos(a), r * np.sin(a)", (r, a)))

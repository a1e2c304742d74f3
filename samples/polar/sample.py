"""libc functions inside `with nogil`, checks on."""
import math

import numpy as np
from support import Row

import polar


def rows():
    random = np.random.default_rng(3)
    r, a = random.random(200_000), random.random(200_000) * 6.28
    interpreted = lambda: (np.array([x * math.cos(y) for x, y in zip(r, a)]), np.array([x * math.sin(y) for x, y in zip(r, a)]))
    yield Row("polar to cartesian", interpreted, lambda: polar.to_cartesian(r, a), numpy=lambda: (r * np.cos(a), r * np.sin(a)))

"""A loop over ten million elements, serial and by prange with `num_threads=` from an argument."""
import math

import numpy as np
from support import Row

import gaussian


def rows():
    data = np.random.default_rng(2).normal(size=10_000_000)
    part = data[:200_000]

    def interpreted(values=part):
        return np.array([math.exp(-0.5 * x * x) for x in values])

    scale = len(data) / len(part)
    numpy = lambda: np.exp(-0.5 * data * data)
    yield Row("gaussian, serial", interpreted, lambda: gaussian.gaussian_serial(data, 1.0), numpy=numpy, baseline_scale=scale, expected=numpy)
    yield Row("gaussian, prange", interpreted, lambda: gaussian.gaussian_parallel(data, 1.0, 2), numpy=numpy, baseline_scale=scale, expected=numpy)

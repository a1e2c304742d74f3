"""A loop over ten million elements, serial and by prange with `num_threads=` from an argument."""
import math

import numpy as np
from support import Native, Row

import gaussian

LOOP = """def f(data):
    out = np.empty_like(data)
    for i in %s(len(data)):
        out[i] = math.exp(-0.5 * data[i] * data[i])
    return out"""


def rows(gaussian=gaussian):
    data = np.random.default_rng(2).normal(size=10_000_000)
    part = data[:200_000]

    def interpreted(values=part):
        return np.array([math.exp(-0.5 * x * x) for x in values])

    scale = len(data) / len(part)
    numpy = lambda: np.exp(-0.5 * data * data)
    out = np.empty_like(data)
    serial = Native("void gaussian_serial(const double *data, double *result, long count, double sigma)", (data, out, len(data), 1.0), lambda _: out)
    parallel = Native("void gaussian_parallel(const double *data, double *result, long count, double sigma, int threads)",
                      (data, out, len(data), 1.0, 2), lambda _: out)
    yield Row("gaussian, serial", interpreted, lambda: gaussian.gaussian_serial(data, 1.0), numpy=numpy, native=serial,
              baseline_scale=scale, expected=numpy, numba=(LOOP % "range", (data,)))
    yield Row("gaussian, prange", interpreted, lambda: gaussian.gaussian_parallel(data, 1.0, 2), numpy=numpy, native=parallel,
              baseline_scale=scale, expected=numpy, numba=(LOOP % "prange", (data,)))

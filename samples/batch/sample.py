"""`process_batch`: in and out arrays, a status code, and a ctypes.Structure passed by its address."""
import ctypes

import numpy as np
from support import Native, Row

import batch


class Limits(ctypes.Structure):
    _fields_ = [("low", ctypes.c_double), ("high", ctypes.c_double)]


def rows(batch=batch):
    data = np.random.default_rng(4).normal(size=300_000)
    out = np.empty_like(data)
    limits = Limits(-1.0, 1.0)
    interpreted = lambda: np.array([min(max(x, -1.0), 1.0) for x in data])

    def compiled():
        assert batch.process_batch(data, out, ctypes.addressof(limits)) == 0
        return out

    with_nan = data.copy()
    with_nan[7] = np.nan
    assert batch.process_batch(with_nan, out, ctypes.addressof(limits)) == 1
    plain, native_out = "int process_batch(const double *values, double *out, long count, double low, double high)", np.empty_like(data)
    yield Row("process_batch", interpreted, compiled, numpy=lambda: np.clip(data, -1.0, 1.0),
              native=Native(plain, (data, native_out, len(data), -1.0, 1.0), lambda status: native_out),
              numba=("def f(data):\n    out = np.empty_like(data)\n    for i in range(len(data)):\n        out[i] = min(max(data[i], -1.0), 1.0)\n    return out", (data,)))

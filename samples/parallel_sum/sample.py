"""A parallel reduction with all checks on."""
import numpy as np
from support import Row

import parallel_sum


def rows():
    data = np.random.default_rng(8).random(2_000_000)
    values = data[:200_000].tolist()
    yield Row("sum by prange", lambda: sum(values), lambda: parallel_sum.total(data), numpy=lambda: data.sum(), baseline_scale=10, expected=lambda: data.sum())

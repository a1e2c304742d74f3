"""A parallel reduction with all checks on."""
import numpy as np
from support import Native, Row

import parallel_sum


def rows(parallel_sum=parallel_sum):
    data = np.random.default_rng(8).random(2_000_000)
    values = data[:200_000].tolist()
    yield Row("sum by prange", lambda: sum(values), lambda: parallel_sum.total(data), numpy=lambda: data.sum(), baseline_scale=10, expected=lambda: data.sum(),
              native=Native("double total(const double *data, long count, int threads)", (data, len(data), 2)),
              numba=("def f(data):\n    total = 0.0\n    for i in prange(len(data)):\n        total += data[i]\n    return total", (data,)),
              pandas=lambda pd: pd.Series(data).sum())

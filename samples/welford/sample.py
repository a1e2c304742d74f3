"""Rolling mean and standard deviation in one pass; agrees with pandas' rolling at ddof=0."""
import statistics

import numpy as np
from support import Row

import welford


def rows():
    data, window = np.random.default_rng(7).random(20_000), 50
    values = data.tolist()

    def interpreted():
        windows = [values[i:i + window] for i in range(len(values) - window + 1)]
        return np.array([sum(w) / window for w in windows]), np.array([statistics.pstdev(w) for w in windows[:200]])

    def numpy():
        windows = np.lib.stride_tricks.sliding_window_view(data, window)
        return windows.mean(axis=1), windows.std(axis=1)

    yield Row("rolling mean and std", None, lambda: welford.mean_std(data, window), numpy=numpy,
              pandas=lambda pd: (pd.Series(data).rolling(window).mean().values[window - 1:], pd.Series(data).rolling(window).std(ddof=0).values[window - 1:]))

"""Rolling mean and standard deviation in one pass; agrees with pandas' rolling at ddof=0."""
import math

import numpy as np
from support import Native, Row

import welford

LOOP = """def f(data, window):
    count = len(data) - window + 1
    means, deviations = np.empty(count), np.empty(count)
    mean = squares = 0.0
    for i in range(window):
        delta = data[i] - mean
        mean += delta / (i + 1)
        squares += delta * (data[i] - mean)
    for i in range(count):
        if i > 0:
            old, new, before = data[i - 1], data[i + window - 1], mean
            mean += (new - old) / window
            squares += (new - old) * (new - mean + old - before)
        means[i] = mean
        deviations[i] = math.sqrt(squares / window) if squares > 0.0 else 0.0
    return means, deviations"""


def rows(welford=welford):
    data, window = np.random.default_rng(7).random(20_000), 50
    values = data.tolist()

    def interpreted():
        means, deviations = [], []
        mean = squares = 0.0
        for i, new in enumerate(values):
            old, before = values[i - window] if i >= window else mean, mean
            if i < window:
                mean += (new - mean) / (i + 1)
                squares += (new - before) * (new - mean)
            else:
                mean += (new - old) / window
                squares += (new - old) * (new - mean + old - before)
            if i >= window - 1:
                means.append(mean)
                deviations.append(math.sqrt(max(squares, 0.0) / window))
        return np.array(means), np.array(deviations)

    def numpy():
        windows = np.lib.stride_tricks.sliding_window_view(data, window)
        return windows.mean(axis=1), windows.std(axis=1)

    means, deviations = np.empty(len(data) - window + 1), np.empty(len(data) - window + 1)
    native = Native("void mean_std(const double *data, double *means, double *deviations, long length, long window)",
                    (data, means, deviations, len(data), window), lambda _: (means, deviations))
    yield Row("rolling mean and std", interpreted, lambda: welford.mean_std(data, window), numpy=numpy, native=native, numba=(LOOP, (data, window)),
              pandas=lambda pd: (pd.Series(data).rolling(window).mean().values[window - 1:], pd.Series(data).rolling(window).std(ddof=0).values[window - 1:]))

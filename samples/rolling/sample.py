"""Rolling sum of squares in three versions: Python, typed lists, memoryviews."""
import numpy as np
from support import Row

import rolling


def sum_squares(data, window):
    result = []
    for i in range(len(data) - window + 1):
        total = 0.0
        for j in range(window):
            total += data[i + j] ** 2
        result.append(total)
    return result


def rows():
    array = np.random.default_rng(5).random(20_000)
    values, window = array.tolist(), 20
    interpreted = lambda: sum_squares(values, window)
    numpy = lambda: np.lib.stride_tricks.sliding_window_view(array ** 2, window).sum(axis=1)
    yield Row("rolling squares, list", interpreted, lambda: rolling.sum_squares_list(values, window))
    yield Row("rolling squares, view", interpreted, lambda: rolling.sum_squares_view(array, window), numpy=numpy)

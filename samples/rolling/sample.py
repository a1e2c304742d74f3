"""Rolling sum of squares in three versions: untyped, typed lists, memoryviews."""
import numpy as np
from support import Native, Row

import rolling


LOOP = """def f(data, window):
    result = np.empty(len(data) - window + 1)
    for i in range(len(result)):
        total = 0.0
        for j in range(window):
            total += data[i + j] ** 2
        result[i] = total
    return result"""


def convolve(data, weights):
    from scipy.signal import convolve
    return convolve(data, weights, "valid", "direct")


def sum_squares(data, window):
    result = []
    for i in range(len(data) - window + 1):
        total = 0.0
        for j in range(window):
            total += data[i + j] ** 2
        result.append(total)
    return result


def rows(rolling=rolling):
    array = np.random.default_rng(5).random(20_000)
    values, window = array.tolist(), 20
    interpreted = lambda: sum_squares(values, window)
    numpy = lambda: np.lib.stride_tricks.sliding_window_view(array ** 2, window).sum(axis=1)
    result = np.empty(len(array) - window + 1)
    native = Native("void sum_squares(const double *data, double *result, long count, int window)", (array, result, len(array), window), lambda _: result)
    yield Row("rolling squares, untyped", interpreted, lambda: rolling.sum_squares(values, window))
    yield Row("rolling squares, list", interpreted, lambda: rolling.sum_squares_list(values, window))
    yield Row("rolling squares, view", interpreted, lambda: rolling.sum_squares_view(array, window), numpy=numpy, native=native, numba=(LOOP, (array, window)),
              pandas=lambda pd: (pd.Series(array) ** 2).rolling(window).sum().values[window - 1:],
              scipy=lambda: convolve(array ** 2, np.ones(window)))

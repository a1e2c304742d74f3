"""Your own C function with `const double *` and `&data[0]`."""
import numpy as np
from support import Native, Row

import c_library

AVERAGE = """def f(data):
    average = data[0]
    for value in data[1:]:
        average = 0.1 * value + 0.9 * average
    return average"""


def lfilter(*arguments, **keywords):
    from scipy.signal import lfilter
    return lfilter(*arguments, **keywords)


def rows(c_library=c_library):
    data = np.random.default_rng(10).random(300_000)
    values = data.tolist()

    def interpreted(values=values):
        average = values[0]
        for value in values[1:]:
            average = 0.1 * value + 0.9 * average
        return average

    yield Row("own C library", interpreted, lambda: c_library.average(data, 0.1),
              native=Native("double exponential_average(const double *data, int count, double alpha)", (data, len(data), 0.1)),
              numba=(AVERAGE, (data,)), pandas=lambda pd: pd.Series(data).ewm(alpha=0.1, adjust=False).mean().values[-1],
              scipy=lambda: lfilter([0.1], [1.0, -0.9], data, zi=[0.9 * data[0]])[0][-1])
    few = data[:10]
    yield Row("one call with 10 numbers", lambda: interpreted(few.tolist()), lambda: c_library.average(few, 0.1),
              native=Native("double exponential_average(const double *data, int count, double alpha)", (few, len(few), 0.1)),
              numba=(AVERAGE, (few,)))

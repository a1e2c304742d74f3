"""Your own C function with `const double *` and `&data[0]`."""
import numpy as np
from support import Row

import c_library


def rows():
    data = np.random.default_rng(10).random(300_000)
    values = data.tolist()

    def interpreted():
        average = values[0]
        for value in values[1:]:
            average = 0.1 * value + 0.9 * average
        return average

    yield Row("own C library", interpreted, lambda: c_library.average(data, 0.1))

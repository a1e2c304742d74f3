"""What types change in a loop over a list, and what they cannot change."""
from support import Row

import stats


def mean(data):
    total = 0.0
    for i in range(len(data)):
        total += data[i]
    return total / len(data)


def rows(stats=stats):
    data = [i * 0.5 for i in range(300_000)]
    yield Row("mean of a list, untyped", lambda: mean(data), lambda: stats.mean_untyped(data))
    yield Row("mean of a list, typed", lambda: mean(data), lambda: stats.mean_typed(data))

"""The directive table measured: each directive on and off on the same kernel."""
import numpy as np
from support import Toggle

import directives


def rows(directives=directives):
    return ()


def toggles():
    random = np.random.default_rng(11)
    data, index = random.random(100_000), random.integers(0, 100_000, 300_000).astype(np.int32)
    values = random.integers(0, 1000, 300_000).astype(np.int32)
    yield Toggle("boundscheck", lambda: directives.checked(data, index), lambda: directives.no_boundscheck(data, index))
    yield Toggle("wraparound", lambda: directives.checked(data, index), lambda: directives.no_wraparound(data, index))
    yield Toggle("boundscheck and wraparound", lambda: directives.checked(data, index), lambda: directives.unchecked(data, index))
    yield Toggle("cdivision", lambda: directives.python_division(values, 7), lambda: directives.c_division(values, 7))
    tracks = [directives.Track(data, weight) for weight in range(100_000)]
    yield Toggle("nonecheck", lambda: directives.weights(tracks), lambda: directives.weights_unchecked(tracks))
    track = directives.Track(data, 1.0)
    yield Toggle("initializedcheck", track.total, track.total_unchecked)

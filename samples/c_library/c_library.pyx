# distutils: sources = average.c
"""A C function of our own, wrapped."""

cdef extern from "average.h":
    double exponential_average(const double *data, int count, double alpha) nogil


def average(const double[::1] data, double alpha):
    """The exponential moving average of `data`; `alpha` is the weight of the newest value."""
    if data.shape[0] == 0:
        raise ValueError("data is empty")
    return exponential_average(&data[0], <int>data.shape[0], alpha)

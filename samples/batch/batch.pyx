"""In and out arrays with a status code, as C libraries have them, and a C struct filled from a ctypes.Structure."""

cdef struct Limits:
    double low
    double high


cdef int _process(const double *values, double *out, Py_ssize_t count, Limits limits) noexcept nogil:
    cdef Py_ssize_t i
    cdef int status = 0
    for i in range(count):
        if values[i] != values[i]:
            status = 1
            out[i] = 0.0
        elif values[i] < limits.low:
            out[i] = limits.low
        elif values[i] > limits.high:
            out[i] = limits.high
        else:
            out[i] = values[i]
    return status


def process_batch(const double[::1] values, double[::1] out, size_t limits_address):
    """Clips `values` into `out`; limits_address is that of a C struct {double low, high}. Gives 1 if there was a NaN."""
    if values.shape[0] != out.shape[0]:
        raise ValueError("values and out differ in length")
    if values.shape[0] == 0:
        return 0
    cdef Limits *limits = <Limits *>limits_address
    return _process(&values[0], &out[0], values.shape[0], limits[0])

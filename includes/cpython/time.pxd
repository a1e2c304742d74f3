# The clocks of the time module, at C speed and without the GIL.
from cpython.exc cimport PyErr_SetFromErrno
from libc.stdint cimport int64_t
from libc.time cimport localtime as libc_localtime, time_t, tm

cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030D00A4
    typedef PyTime_t cy_time;
    // A clock that fails leaves 0: there is no place for an exception without the GIL.
    inline cy_time cy_clock(int (*read)(PyTime_t*)) {
        PyTime_t now = 0;
        return read(&now) < 0 ? 0 : now;
    }
    inline cy_time cy_time_system(void) { return cy_clock(PyTime_TimeRaw); }
    inline cy_time cy_time_monotonic(void) { return cy_clock(PyTime_MonotonicRaw); }
    inline cy_time cy_time_perf_counter(void) { return cy_clock(PyTime_PerfCounterRaw); }
    inline double cy_time_seconds(cy_time moment) { return PyTime_AsSecondsDouble(moment); }
    #else
    typedef _PyTime_t cy_time;
    inline cy_time cy_time_system(void) { return _PyTime_GetSystemClock(); }
    inline cy_time cy_time_monotonic(void) { return _PyTime_GetMonotonicClock(); }
    inline cy_time cy_time_perf_counter(void) { return _PyTime_GetPerfCounter(); }
    inline double cy_time_seconds(cy_time moment) { return _PyTime_AsSecondsDouble(moment); }
    #endif
    """
    # nanoseconds
    ctypedef int64_t PyTime_t "cy_time"
    ctypedef PyTime_t _PyTime_t "cy_time"
    PyTime_t PyTime_TimeRaw "cy_time_system"() noexcept nogil
    PyTime_t PyTime_TimeUnchecked "cy_time_system"() noexcept nogil
    PyTime_t PyTime_MonotonicRaw "cy_time_monotonic"() noexcept nogil
    PyTime_t PyTime_PerfCounterRaw "cy_time_perf_counter"() noexcept nogil
    double PyTime_AsSecondsDouble "cy_time_seconds"(PyTime_t moment) noexcept nogil


cdef inline double time() noexcept nogil:
    return PyTime_AsSecondsDouble(PyTime_TimeRaw())


cdef inline int64_t time_ns() noexcept nogil:
    return <int64_t>PyTime_TimeRaw()


cdef inline double monotonic() noexcept nogil:
    return PyTime_AsSecondsDouble(PyTime_MonotonicRaw())


cdef inline int64_t monotonic_ns() noexcept nogil:
    return <int64_t>PyTime_MonotonicRaw()


cdef inline double perf_counter() noexcept nogil:
    return PyTime_AsSecondsDouble(PyTime_PerfCounterRaw())


cdef inline int64_t perf_counter_ns() noexcept nogil:
    return <int64_t>PyTime_PerfCounterRaw()


cdef inline int _raise_from_errno() except -1 with gil:
    PyErr_SetFromErrno(RuntimeError)
    return -1


# As time.localtime(): years since 0, months and days of the year from 1, Monday is 0.
cdef inline tm localtime() except * nogil:
    cdef time_t now = <time_t>time()
    cdef tm* parts = libc_localtime(&now)
    if parts is NULL:
        _raise_from_errno()
    cdef tm result = parts[0]
    result.tm_year += 1900
    result.tm_mon += 1
    result.tm_yday += 1
    result.tm_wday = (result.tm_wday + 6) % 7
    return result

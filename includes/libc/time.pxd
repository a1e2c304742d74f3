# <time.h>: calendar time and processor time.
from libc.stddef cimport wchar_t

cdef extern from "<time.h>" nogil:
    ctypedef long clock_t
    ctypedef long time_t

    enum:
        CLOCKS_PER_SEC, TIME_UTC

    struct timespec:
        time_t tv_sec
        long tv_nsec

    struct tm:
        int tm_year
        int tm_mon
        int tm_mday
        int tm_hour
        int tm_min
        int tm_sec
        int tm_wday
        int tm_yday
        int tm_isdst

    # set by tzset()
    int daylight
    long timezone
    char* tzname[2]
    void tzset()

    clock_t clock()
    time_t time(time_t* result)
    time_t mktime(tm* parts)
    double difftime(time_t end, time_t start)
    int timespec_get(timespec* spec, int base)

    tm* gmtime(const time_t* moment)
    tm* gmtime_r(const time_t* moment, tm* result)
    tm* localtime(const time_t* moment)
    tm* localtime_r(const time_t* moment, tm* result)
    tm* getdate(const char* text)

    char* asctime(const tm* parts)
    char* asctime_r(const tm* parts, char* buffer)
    char* ctime(const time_t* moment)
    char* ctime_r(const time_t* moment, char* buffer)
    char* strptime(const char* text, const char* format, tm* parts)
    size_t strftime(char* buffer, size_t size, const char* format, const tm* parts)
    size_t wcsftime(wchar_t* buffer, size_t cnt, const wchar_t* fmt, tm* time)

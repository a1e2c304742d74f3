# <sys/time.h>, <time.h>: clocks and timers. Not every system knows every clock.
from libc.time cimport time_t, timespec
from posix.signal cimport sigevent
from posix.types cimport clockid_t, pid_t, suseconds_t, timer_t

cdef extern from "<sys/time.h>" nogil:
    enum:
        CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID
        CLOCK_BOOTTIME, CLOCK_BOOTTIME_ALARM, CLOCK_MONOTONIC_COARSE, CLOCK_MONOTONIC_FAST
        CLOCK_MONOTONIC_PRECISE, CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_ALARM, CLOCK_REALTIME_COARSE
        CLOCK_REALTIME_FAST, CLOCK_REALTIME_PRECISE, CLOCK_SECOND, CLOCK_UPTIME, CLOCK_UPTIME_FAST
        CLOCK_UPTIME_PRECISE
    enum:
        ITIMER_PROF, ITIMER_REAL, ITIMER_VIRTUAL, TIMER_ABSTIME

    struct timeval:
        time_t tv_sec
        suseconds_t tv_usec

    struct timezone:
        int tz_minuteswest
        int dsttime

    struct itimerval:
        timeval it_interval
        timeval it_value

    struct itimerspec:
        timespec it_interval
        timespec it_value

    int gettimeofday(timeval* tp, timezone* tzp)
    int getitimer(int which, itimerval* value)
    int setitimer(int which, const itimerval* value, itimerval* old_value)
    int nanosleep(const timespec* duration, timespec* remaining)

    int clock_getcpuclockid(pid_t process, clockid_t* clock)
    int clock_getres(clockid_t clock, timespec* resolution)
    int clock_gettime(clockid_t clock, timespec* now)
    int clock_settime(clockid_t clock, const timespec* now)
    int clock_nanosleep(clockid_t clock, int flags, const timespec* duration, timespec* remaining)

    int timer_create(clockid_t clock, sigevent* event, timer_t* timer)
    int timer_delete(timer_t timer)
    int timer_getoverrun(timer_t timer)
    int timer_gettime(timer_t timer, itimerspec* value)
    int timer_settime(timer_t timer, int flags, const itimerspec* value, itimerspec* old_value)

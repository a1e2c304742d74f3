# <sys/resource.h>: limits, priorities and usage of a process.
from posix.time cimport timeval
from posix.types cimport id_t

cdef extern from "<sys/resource.h>" nogil:
    ctypedef unsigned long rlim_t

    enum:
        PRIO_PROCESS, PRIO_PGRP, PRIO_USER, RUSAGE_SELF, RUSAGE_CHILDREN
    enum:
        RLIM_INFINITY, RLIM_SAVED_CUR, RLIM_SAVED_MAX, RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU
        RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_STACK

    struct rlimit:
        rlim_t rlim_cur
        rlim_t rlim_max

    struct rusage:
        timeval ru_utime
        timeval ru_stime
        long ru_maxrss
        long ru_ixrss
        long ru_idrss
        long ru_isrss
        long ru_minflt
        long ru_majflt
        long ru_nswap
        long ru_inblock
        long ru_oublock
        long ru_msgsnd
        long ru_msgrcv
        long ru_nsignals
        long ru_nvcsw
        long ru_nivcsw

    int getpriority(int which, id_t who)
    int setpriority(int which, id_t who, int value)
    int getrlimit(int resource, rlimit* limits)
    int setrlimit(int resource, const rlimit* limits)
    int getrusage(int who, rusage* usage)

# <signal.h>: signals of the C standard, POSIX and the common systems.
ctypedef void (*sighandler_t)(int signum) noexcept nogil

cdef extern from "<signal.h>" nogil:
    ctypedef int sig_atomic_t

    enum:
        SIGABRT, SIGALRM, SIGBUS, SIGCHLD, SIGCLD, SIGCONT, SIGEMT, SIGFPE, SIGHUP, SIGILL, SIGINFO
        SIGINT, SIGIO, SIGIOT, SIGKILL, SIGLOST, SIGPIPE, SIGPOLL, SIGPROF, SIGPWR, SIGQUIT
        SIGRTMAX, SIGRTMIN, SIGSEGV, SIGSTKFLT, SIGSTOP, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP, SIGTTIN
        SIGTTOU, SIGURG, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ

    sighandler_t SIG_DFL
    sighandler_t SIG_IGN
    sighandler_t SIG_ERR

    sighandler_t signal(int signum, sighandler_t action)
    int raise_ "raise"(int signum)

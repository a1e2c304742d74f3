# <signal.h>: what POSIX adds to the signals of the C standard.
from posix.types cimport pid_t, sigset_t, uid_t

cdef extern from "<signal.h>" nogil:
    union sigval:
        int sival_int
        void* sival_ptr

    struct sigevent:
        int sigev_notify
        int sigev_signo
        sigval sigev_value
        void sigev_notify_function(sigval) noexcept

    ctypedef struct siginfo_t:
        int si_signo
        int si_code
        int si_errno
        pid_t si_pid
        uid_t si_uid
        void* si_addr
        int si_status
        long si_band
        sigval si_value

    # the structure shares its name with a function
    struct sigaction_t "sigaction":
        void sa_handler(int) noexcept
        void sa_sigaction(int, siginfo_t*, void*) noexcept
        sigset_t sa_mask
        int sa_flags

    ctypedef struct stack_t:
        void* ss_sp
        size_t ss_size
        int ss_flags

    enum:
        SA_NOCLDSTOP, SA_NOCLDWAIT, SA_NODEFER, SA_ONSTACK, SA_RESETHAND, SA_RESTART, SA_SIGINFO
    enum:
        SIGEV_NONE, SIGEV_SIGNAL, SIGEV_THREAD, SIGEV_THREAD_ID, SIG_BLOCK, SIG_UNBLOCK
        SIG_SETMASK
    enum:
        SS_DISABLE, SS_ONSTACK, MINSIGSTKSZ, SIGSTKSZ

    int kill(pid_t process, int signum)
    int killpg(pid_t group, int signum)
    int sigaction(int signum, const sigaction_t* action, sigaction_t* old_action)
    int sigaltstack(const stack_t* stack, stack_t* old_stack)
    int sigpending(sigset_t* signals)
    int sigprocmask(int how, const sigset_t* signals, sigset_t* old_signals)
    int sigsuspend(const sigset_t* signals)

    int sigemptyset(sigset_t* signals)
    int sigfillset(sigset_t* signals)
    int sigaddset(sigset_t* signals, int signum)
    int sigdelset(sigset_t* signals, int signum)
    int sigismember(const sigset_t* signals, int signum)

# <sys/wait.h>: the end of child processes.
from posix.resource cimport rusage
from posix.signal cimport siginfo_t
from posix.types cimport id_t, pid_t

cdef extern from "<sys/wait.h>" nogil:
    ctypedef int idtype_t
    enum:
        P_ALL, P_PGID, P_PID, WNOHANG, WUNTRACED, WCONTINUED, WEXITED, WSTOPPED, WNOWAIT

    int WIFEXITED(int status)
    int WEXITSTATUS(int status)
    int WIFSIGNALED(int status)
    int WTERMSIG(int status)
    int WIFSTOPPED(int status)
    int WSTOPSIG(int status)
    int WIFCONTINUED(int status)

    pid_t wait(int* stat_loc)
    pid_t waitpid(pid_t pid, int* status, int options)
    pid_t wait3(int* status, int options, rusage* rusage)
    pid_t wait4(pid_t pid, int* status, int options, rusage* rusage)
    int waitid(idtype_t idtype, id_t id, siginfo_t* infop, int options)

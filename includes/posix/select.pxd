# <sys/select.h>: waiting for several descriptors.
from libc.time cimport timespec
from posix.time cimport timeval
from posix.types cimport sigset_t

cdef extern from "<sys/select.h>" nogil:
    int FD_SETSIZE

    ctypedef struct fd_set:
        pass
    void FD_ZERO(fd_set* descriptors)
    void FD_SET(int descriptor, fd_set* descriptors)
    void FD_CLR(int descriptor, fd_set* descriptors)
    bint FD_ISSET(int descriptor, fd_set* descriptors)

    int select(int nfds, fd_set* readfds, fd_set* writefds, fd_set* exceptfds, timeval* timeout)
    int pselect(int count, fd_set* readable, fd_set* writable, fd_set* exceptional, const timespec* timeout,
                const sigset_t* mask)

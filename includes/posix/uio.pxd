# <sys/uio.h>: reading and writing several blocks at once.
from posix.types cimport off_t

cdef extern from "<sys/uio.h>" nogil:
    enum:
        RWF_APPEND, RWF_DSYNC, RWF_HIPRI, RWF_NOWAIT, RWF_SYNC

    struct iovec:
        void* iov_base
        size_t iov_len

    ssize_t readv(int fd, const iovec* iov, int iovcnt)
    ssize_t writev(int fd, const iovec* iov, int iovcnt)
    ssize_t preadv(int fd, const iovec* iov, int iovcnt, off_t offset)
    ssize_t pwritev(int fd, const iovec* iov, int iovcnt, off_t offset)
    ssize_t preadv2(int fd, const iovec* iov, int iovcnt, off_t offset, int flags)
    ssize_t pwritev2(int fd, const iovec* iov, int iovcnt, off_t offset, int flags)

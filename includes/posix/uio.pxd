# <sys/uio.h>: reading and writing several blocks at once.
from posix.types cimport off_t

cdef extern from "<sys/uio.h>" nogil:
    enum:
        RWF_APPEND, RWF_DSYNC, RWF_HIPRI, RWF_NOWAIT, RWF_SYNC

    struct iovec:
        void* iov_base
        size_t iov_len

    ssize_t readv(int descriptor, const iovec* blocks, int count)
    ssize_t writev(int descriptor, const iovec* blocks, int count)
    ssize_t preadv(int descriptor, const iovec* blocks, int count, off_t offset)
    ssize_t pwritev(int descriptor, const iovec* blocks, int count, off_t offset)
    ssize_t preadv2(int descriptor, const iovec* blocks, int count, off_t offset, int flags)
    ssize_t pwritev2(int descriptor, const iovec* blocks, int count, off_t offset, int flags)

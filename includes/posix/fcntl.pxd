# <fcntl.h>: opening files, file locks and access advice.
from posix.types cimport mode_t, off_t, pid_t

cdef extern from "<fcntl.h>" nogil:
    # commands of fcntl() and their values
    enum:
        F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW
        F_GETOWN, F_SETOWN, FD_CLOEXEC, F_RDLCK, F_WRLCK, F_UNLCK, SEEK_CUR, SEEK_END, SEEK_SET
    # open()
    enum:
        O_RDONLY, O_WRONLY, O_RDWR, O_EXEC, O_SEARCH, O_ACCMODE, O_APPEND, O_CLOEXEC, O_CREAT
        O_DIRECT, O_DIRECTORY, O_DSYNC, O_EXCL, O_NOCTTY, O_NONBLOCK, O_RSYNC, O_SYNC, O_TRUNC
        O_TTY_INIT
    # functions whose name ends in "at"
    enum:
        AT_FDCWD, AT_EACCESS, AT_REMOVEDIR, AT_SYMLINK_FOLLOW, AT_SYMLINK_NOFOLLOW
    enum:
        POSIX_FADV_DONTNEED, POSIX_FADV_NOREUSE, POSIX_FADV_NORMAL, POSIX_FADV_RANDOM
        POSIX_FADV_SEQUENTIAL, POSIX_FADV_WILLNEED
    # file types
    enum:
        S_IFMT, S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFREG, S_IFSOCK

    struct flock:
        short l_type
        short l_whence
        off_t l_start
        off_t l_len
        pid_t l_pid

    int open(const char* path, int flags, ...)
    int openat(int directory, const char* path, int flags, ...)
    int creat(const char* path, mode_t mode)
    int fcntl(int descriptor, int command, ...)
    int posix_fadvise(int descriptor, off_t offset, off_t length, int advice)
    int posix_fallocate(int descriptor, off_t offset, off_t length)

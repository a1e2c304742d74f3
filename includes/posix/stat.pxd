# <sys/stat.h>: what the system knows about a file.
from libc.time cimport time_t, timespec
from posix.types cimport (blkcnt_t, blksize_t, dev_t, gid_t, ino_t, mode_t, nlink_t, off_t, uid_t)

cdef extern from "<sys/stat.h>" nogil:
    # the structure shares its name with a function
    struct struct_stat "stat":
        dev_t st_dev
        ino_t st_ino
        mode_t st_mode
        nlink_t st_nlink
        uid_t st_uid
        gid_t st_gid
        dev_t st_rdev
        off_t st_size
        blksize_t st_blksize
        blkcnt_t st_blocks
        time_t st_atime
        time_t st_mtime
        time_t st_ctime
        timespec st_atim
        timespec st_mtim
        timespec st_ctim
        time_t st_birthtime  # BSD and macOS

    mode_t S_IFMT
    mode_t S_IFBLK
    mode_t S_IFCHR
    mode_t S_IFDIR
    mode_t S_IFIFO
    mode_t S_IFLNK
    mode_t S_IFREG
    mode_t S_IFSOCK
    mode_t S_ISUID
    mode_t S_ISGID
    mode_t S_ISVTX
    mode_t S_IRWXU
    mode_t S_IRUSR
    mode_t S_IWUSR
    mode_t S_IXUSR
    mode_t S_IRWXG
    mode_t S_IRGRP
    mode_t S_IWGRP
    mode_t S_IXGRP
    mode_t S_IRWXO
    mode_t S_IROTH
    mode_t S_IWOTH
    mode_t S_IXOTH

    mode_t S_ISREG(mode_t mode)
    mode_t S_ISDIR(mode_t mode)
    mode_t S_ISCHR(mode_t mode)
    mode_t S_ISBLK(mode_t mode)
    mode_t S_ISFIFO(mode_t mode)
    mode_t S_ISLNK(mode_t mode)
    mode_t S_ISSOCK(mode_t mode)
    bint S_TYPEISMQ(struct_stat* buf)
    bint S_TYPEISSEM(struct_stat* buf)
    bint S_TYPEISSHM(struct_stat* buf)
    bint S_TYPEISTMO(struct_stat* buf)

    int stat(const char* path, struct_stat* status)
    int lstat(const char* path, struct_stat* status)
    int fstat(int descriptor, struct_stat* status)
    int fstatat(int directory, const char* path, struct_stat* status, int flags)

    int chmod(const char* path, mode_t mode)
    int fchmod(int descriptor, mode_t mode)
    int fchmodat(int directory, const char* path, mode_t mode, int flags)

    int mkdir(const char* path, mode_t mode)
    int mkdirat(int directory, const char* path, mode_t mode)
    int mkfifo(const char* path, mode_t mode)
    int mkfifoat(int directory, const char* path, mode_t mode)
    int mknod(const char* path, mode_t mode, dev_t device)
    int mknodat(int directory, const char* path, mode_t mode, dev_t device)

    int futimens(int descriptor, const timespec* times)
    int utimensat(int directory, const char* path, const timespec* times, int flags)

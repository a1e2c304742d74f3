# <sys/mman.h>: memory mappings, locks and advice, shared and typed memory.
from posix.types cimport mode_t, off_t

cdef extern from "<sys/mman.h>" nogil:
    void* MAP_FAILED
    enum:
        PROT_EXEC, PROT_NONE, PROT_READ, PROT_WRITE
    enum:
        MAP_PRIVATE, MAP_SHARED, MAP_FIXED, MAP_ANON, MAP_ANONYMOUS, MAP_GROWSDOWN, MAP_HUGETLB
        MAP_LOCKED, MAP_NOCORE, MAP_NORESERVE, MAP_NOSYNC, MAP_POPULATE, MAP_STACK
    enum:
        MS_ASYNC, MS_INVALIDATE, MS_SYNC
    enum:
        MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT, MLOCK_ONFAULT
    enum:
        MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED, MADV_FREE
        MADV_REMOVE, MADV_DONTFORK, MADV_DOFORK, MADV_DONTDUMP, MADV_DODUMP, MADV_HUGEPAGE
        MADV_NOHUGEPAGE, MADV_HWPOISON, MADV_SOFT_OFFLINE, MADV_KEEPONFORK, MADV_WIPEONFORK
        MADV_MERGEABLE, MADV_UNMERGEABLE
    enum:
        POSIX_MADV_DONTNEED, POSIX_MADV_NORMAL, POSIX_MADV_RANDOM, POSIX_MADV_SEQUENTIAL
        POSIX_MADV_WILLNEED
    enum:
        POSIX_TYPED_MEM_ALLOCATE, POSIX_TYPED_MEM_ALLOCATE_CONTIG, POSIX_TYPED_MEM_MAP_ALLOCATABLE

    void* mmap(void* addr, size_t Len, int prot, int flags, int fd, off_t off)
    void* mremap(void* old_addr, size_t old_len, size_t new_len, int flags, ...)
    int munmap(void* addr, size_t Len)
    int mprotect(void* addr, size_t Len, int prot)
    int msync(void* addr, size_t Len, int flags)
    int mincore(void* addr, size_t Len, unsigned char* vec)
    int remap_file_pages(void* addr, size_t Len, int prot, size_t pgoff, int flags)

    int mlock(const void* addr, size_t Len)
    int mlock2(const void* addr, size_t len, int flags)
    int munlock(const void* addr, size_t Len)
    int mlockall(int flags)
    int munlockall()

    int madvise(void* addr, size_t Len, int advice)
    int posix_madvise(void* addr, size_t Len, int advice)

    int shm_open(const char* name, int oflag, mode_t mode)
    int shm_unlink(const char* name)

    struct posix_typed_mem_info:
        size_t posix_tmi_length
    int posix_typed_mem_open(const char* name, int oflag, int tflag)
    int posix_typed_mem_get_info(int fildes, posix_typed_mem_info* info)
    int posix_mem_offset(const void* address, size_t length, off_t* offset, size_t* contiguous,
                         int* descriptor)

# <strings.h>: comparison without case and the older block functions.
cdef extern from "<strings.h>" nogil:
    int strcasecmp(const char* left, const char* right)
    int strncasecmp(const char* left, const char* right, size_t size)
    int ffs(int bits)
    char* index(const char* text, int character)
    char* rindex(const char* text, int character)
    int bcmp(const void* left, const void* right, size_t size)
    void bcopy(const void* source, void* target, size_t size)
    void bzero(void* block, size_t size)

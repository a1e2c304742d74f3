# <string.h>: memory blocks and zero-terminated strings.
cdef extern from *:
    # names from before the language knew const; older code still cimports them
    ctypedef const char const_char "const char"
    ctypedef const signed char const_schar "const signed char"
    ctypedef const unsigned char const_uchar "const unsigned char"
    ctypedef const void const_void "const void"

cdef extern from "<string.h>" nogil:
    int memcmp(const void* left, const void* right, size_t size)
    void* memchr(const void* block, int byte, size_t size)
    void* memrchr(const void* block, int byte, size_t size)
    void* memcpy(void* target, const void* source, size_t size)
    void* memmove(void* target, const void* source, size_t size)
    void* memset(void* block, int byte, size_t size)

    size_t strlen(const char* text)
    size_t strspn(const char* text, const char* accepted)
    size_t strcspn(const char* text, const char* rejected)
    size_t strxfrm(char* target, const char* source, size_t size)
    int strcmp(const char* left, const char* right)
    int strncmp(const char* left, const char* right, size_t size)
    int strcasecmp(const char* left, const char* right)
    int strncasecmp(const char* left, const char* right, size_t size)
    int strcoll(const char* left, const char* right)

    char* strchr(const char* text, int character)
    char* strrchr(const char* text, int character)
    char* strpbrk(const char* text, const char* accepted)
    char* strstr(const char* haystack, const char* needle)
    char* strcasestr(const char* haystack, const char* needle)
    char* strcat(char* target, const char* source)
    char* strncat(char* target, const char* source, size_t size)
    char* strcpy(char* target, const char* source)
    char* strncpy(char* target, const char* source, size_t size)
    char* strdup(const char* text)
    char* strndup(const char* text, size_t size)
    char* strtok(char* text, const char* delimiters)
    char* strsep(char** text, const char* delimiters)
    char* strerror(int number)

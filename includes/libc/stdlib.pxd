# <stdlib.h>: memory, conversions, processes, searching and sorting.
from libc.string cimport const_char, const_void

cdef extern from "<stdlib.h>" nogil:
    enum:
        EXIT_FAILURE, EXIT_SUCCESS, RAND_MAX

    void* malloc(size_t size)
    void* calloc(size_t count, size_t eltsize)
    void* realloc(void* ptr, size_t newsize)
    void free(void* ptr)

    double atof(const char* string)
    int atoi(const char* string)
    long atol(const char* string)
    long long atoll(const char* string)
    float strtof(const char* string, char** tailptr)
    double strtod(const char* string, char** tailptr)
    long double strtold(const char* string, char** tailptr)
    long strtol(const char* string, char** tailptr, int base)
    long long strtoll(const char* string, char** tailptr, int base)
    unsigned long strtoul(const char* string, char** tailptr, int base)
    unsigned long long strtoull(const char* string, char** tailptr, int base)

    int abs(int number)
    long labs(long number)
    long long llabs(long long number)
    ctypedef struct div_t:
        int quot
        int rem
    ctypedef struct ldiv_t:
        long quot
        long rem
    ctypedef struct lldiv_t:
        long long quot
        long long rem
    div_t div(int numerator, int denominator)
    ldiv_t ldiv(long numerator, long denominator)
    lldiv_t lldiv(long long numerator, long long denominator)

    int rand()
    void srand(unsigned int seed)

    void* bsearch(const void* key, const void* base, size_t count, size_t size,
                  int (*compare)(const void*, const void*) noexcept nogil)
    void qsort(void* base, size_t count, size_t size,
               int (*compare)(const void*, const void*) noexcept nogil)

    char* getenv(const char* name)
    int system(const char* command)
    int atexit(void (*function)() noexcept nogil)
    void abort()
    void exit(int status)
    void _exit(int status)

# <stdlib.h>: memory, conversions, processes, searching and sorting.
from libc.string cimport const_char, const_void

cdef extern from "<stdlib.h>" nogil:
    enum:
        EXIT_FAILURE, EXIT_SUCCESS, RAND_MAX

    void* malloc(size_t size)
    void* calloc(size_t count, size_t size)
    void* realloc(void* block, size_t size)
    void free(void* block)

    double atof(const char* text)
    int atoi(const char* text)
    long atol(const char* text)
    long long atoll(const char* text)
    float strtof(const char* text, char** end)
    double strtod(const char* text, char** end)
    long double strtold(const char* text, char** end)
    long strtol(const char* text, char** end, int base)
    long long strtoll(const char* text, char** end, int base)
    unsigned long strtoul(const char* text, char** end, int base)
    unsigned long long strtoull(const char* text, char** end, int base)

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

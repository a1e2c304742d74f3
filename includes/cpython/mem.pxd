# Memory. The Raw functions are the only ones that may be called without the GIL. Every function returns
# NULL when there is no memory, without an exception.
cdef extern from "Python.h":
    void* PyMem_RawMalloc(size_t size) nogil
    void* PyMem_RawCalloc(size_t nelem, size_t elsize) nogil
    void* PyMem_RawRealloc(void* ptr, size_t new_size) nogil
    void PyMem_RawFree(void* ptr) nogil

    void* PyMem_Malloc(size_t size)
    void* PyMem_Calloc(size_t nelem, size_t elsize)
    void* PyMem_Realloc(void* ptr, size_t new_size)
    void PyMem_Free(void* ptr)
    void PyMem_Del(void* ptr)

    void* PyObject_Malloc(size_t size)
    void* PyObject_Calloc(size_t nelem, size_t elsize)
    void* PyObject_Realloc(void* ptr, size_t new_size)
    void PyObject_Free(void* ptr)

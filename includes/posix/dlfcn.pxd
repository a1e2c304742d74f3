# <dlfcn.h>: shared libraries opened at run time.
cdef extern from "<dlfcn.h>" nogil:
    enum:
        RTLD_LAZY, RTLD_NOW, RTLD_GLOBAL, RTLD_LOCAL

    void* dlopen(const char* name, int flags)
    void* dlsym(void* library, const char* symbol)
    int dlclose(void* library)
    char* dlerror()

# <setjmp.h>: non-local jumps. They skip C++ destructors and Python clean-up alike.
cdef extern from "<setjmp.h>" nogil:
    ctypedef struct jmp_buf:
        pass
    ctypedef struct sigjmp_buf:
        pass
    int setjmp(jmp_buf state)
    int sigsetjmp(sigjmp_buf state, int savesigs)
    void longjmp(jmp_buf state, int value)
    void siglongjmp(sigjmp_buf state, int value)

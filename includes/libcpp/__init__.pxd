# The C++ standard library, one module per header; here: the names that need no header.
cdef extern from *:
    ctypedef bint bool
    ctypedef void* nullptr_t
    nullptr_t nullptr

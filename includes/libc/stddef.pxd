# <stddef.h>: common types. The widths here only rank the types; the C compiler knows the real sizes.
cdef extern from "<stddef.h>":
    ctypedef unsigned int size_t
    ctypedef signed int ptrdiff_t
    ctypedef int wchar_t

# <stdbool.h>: the C truth type.
cdef extern from "<stdbool.h>":
    ctypedef bint bool

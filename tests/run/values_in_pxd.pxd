# The declarations of values_in_pxd.pyx: a constant with its value, which an inline function reads.
cdef const unsigned int DEFAULT_SEED = 7
cdef inline unsigned int seed_of(unsigned int given) noexcept nogil:
    return given if given else DEFAULT_SEED

# <bit>: the bits of unsigned integers (C++20).
cdef extern from "<bit>" namespace "std" nogil:
    cdef enum class endian(int):
        little
        big
        native

    To bit_cast[To, From](From&)
    bint has_single_bit[T](T)
    T bit_ceil[T](T)
    T bit_floor[T](T)
    int bit_width[T](T)
    int countl_zero[T](T)
    int countl_one[T](T)
    int countr_zero[T](T)
    int countr_one[T](T)
    int popcount[T](T)
    T rotl[T](T, int)
    T rotr[T](T, int)

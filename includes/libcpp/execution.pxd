# <execution>: the policies that parallel algorithms take first (C++17; unseq C++20).
# With GCC they need the TBB library: link with -ltbb.
cdef extern from "<execution>" namespace "std::execution" nogil:
    cdef cppclass sequenced_policy:
        pass
    const sequenced_policy seq
    cdef cppclass parallel_policy:
        pass
    const parallel_policy par
    cdef cppclass parallel_unsequenced_policy:
        pass
    const parallel_unsequenced_policy par_unseq
    cdef cppclass unsequenced_policy:
        pass
    const unsequenced_policy unseq

# <typeinfo>
from libcpp cimport bool

cdef extern from "<typeinfo>" namespace "std" nogil:
    cdef cppclass type_info:
        const char* name()
        size_t hash_code()
        int before(const type_info&)
        bool operator==(const type_info&)
        bool operator!=(const type_info&)

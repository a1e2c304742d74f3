# <any>: one value of any copyable type (C++17).
from libcpp cimport bool
from libcpp.typeinfo cimport type_info

cdef extern from "<any>" namespace "std" nogil:
    cdef cppclass any:
        any()
        any(any&) except +
        any& operator=(any&) except +
        any& operator=[U](U&) except +
        bool has_value()
        type_info& type()
        T& emplace[T](...) except +
        void reset()
        void swap(any&)

    T any_cast[T](any&) except +

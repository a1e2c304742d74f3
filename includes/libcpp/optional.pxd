# <optional>: a value or nothing (C++17).
from libcpp cimport bool

cdef extern from "<optional>" namespace "std" nogil:
    cdef cppclass nullopt_t:
        nullopt_t()
    cdef nullopt_t nullopt

    cdef cppclass optional[T]:
        ctypedef T value_type
        optional()
        optional(nullopt_t&)
        optional(T&) except +
        optional(optional&) except +
        optional& operator=(optional&)
        optional& operator=[U](U&)
        bool has_value()
        bool operator bool()
        bool operator!()
        T& operator*()
        T& value() except +
        T& value_or[U](U& default_value)
        T& emplace(...)
        void reset()
        void swap(optional&)
        bool operator==[U](optional&, U&)
        bool operator!=[U](optional&, U&)
        bool operator<[U](optional&, U&)
        bool operator<=[U](optional&, U&)
        bool operator>[U](optional&, U&)
        bool operator>=[U](optional&, U&)

    optional[T] make_optional[T](...) except +

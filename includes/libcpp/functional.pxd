# <functional>
from libcpp cimport bool

cdef extern from "<functional>" namespace "std" nogil:
    cdef cppclass function[T]:
        function() except +
        function(T*) except +
        function(function&) except +
        function(void*) except +
        function operator=(T*)
        function operator=(function&)
        function operator=(void*)
        function operator=[U](U)
        bool operator bool()

    cdef cppclass reference_wrapper[T]:
        # it has no default constructor in C++; declaring one is what lets it be a local variable
        reference_wrapper()
        reference_wrapper(T)
        T& get() const

    cdef cppclass greater[T=*]:
        greater() except +
        bool operator()(const T& left, const T& right) except +

# <stack>
cdef extern from "<stack>" namespace "std" nogil:
    cdef cppclass stack[T]:
        ctypedef T value_type
        stack() except +
        stack(stack&) except +
        bint empty()
        size_t size()
        T& top()
        void push(T&) except +
        void pop()

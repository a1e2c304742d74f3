# <barrier> (C++20). With the GIL held a waiting thread blocks every other one: wait with it released.
cdef extern from "<barrier>" namespace "std" nogil:
    cdef cppclass barrier[CompletionFunction=*]:
        cppclass arrival_token:
            pass
        barrier(ptrdiff_t) except +
        barrier(ptrdiff_t, CompletionFunction) except +
        arrival_token arrive() except +
        arrival_token arrive(ptrdiff_t) except +
        void wait(arrival_token) except +
        void arrive_and_wait() except +
        void arrive_and_drop() except +
        ptrdiff_t max()

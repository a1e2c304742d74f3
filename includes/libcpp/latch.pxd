# <latch> (C++20). With the GIL held a waiting thread blocks every other one: wait with it released.
from libcpp cimport bool

cdef extern from "<latch>" namespace "std" nogil:
    cdef cppclass latch:
        latch(ptrdiff_t)
        void count_down() except +
        void count_down(ptrdiff_t) except +
        bool try_wait()
        void wait() except +
        void arrive_and_wait() except +
        void arrive_and_wait(ptrdiff_t) except +
        ptrdiff_t max()

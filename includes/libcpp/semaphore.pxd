# <semaphore> (C++20). With the GIL held a waiting thread blocks every other one: acquire with it released.
from libcpp cimport bool

cdef extern from "<semaphore>" namespace "std" nogil:
    cdef cppclass counting_semaphore[LeastMaxValue=*]:
        counting_semaphore(ptrdiff_t)
        void acquire() except +
        bool try_acquire()
        bool try_acquire_for[T](T duration) except +
        bool try_acquire_until[T](T moment) except +
        void release() except +
        void release(ptrdiff_t) except +
        ptrdiff_t max()

    cdef cppclass binary_semaphore:
        binary_semaphore(ptrdiff_t)
        void acquire() except +
        bool try_acquire()
        bool try_acquire_for[T](T duration) except +
        bool try_acquire_until[T](T moment) except +
        void release() except +
        void release(ptrdiff_t) except +
        ptrdiff_t max()

# <queue>: queue and priority_queue.
cdef extern from "<queue>" namespace "std" nogil:
    cdef cppclass queue[T]:
        queue() except +
        queue(queue&) except +
        bint empty()
        size_t size()
        T& front()
        T& back()
        void push(T&)
        void pop()
        void swap(queue&)

    cdef cppclass priority_queue[T]:
        priority_queue() except +
        priority_queue(priority_queue&) except +
        bint empty()
        size_t size()
        T& top()
        void push(T&)
        void pop()
        void swap(priority_queue&)

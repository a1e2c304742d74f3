# <forward_list>: a singly linked list; it has no size().
cdef extern from "<forward_list>" namespace "std" nogil:
    cdef cppclass forward_list[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        ctypedef ALLOCATOR allocator_type

        cppclass iterator:
            iterator()
            iterator(iterator&)
            T& operator*()
            iterator operator++()
            iterator operator++(int)
            bint operator==(iterator)
            bint operator!=(iterator)
        cppclass const_iterator(iterator):
            pass

        forward_list() except +
        forward_list(forward_list&) except +
        forward_list(size_t, T&) except +
        bint operator==(forward_list&, forward_list&)
        bint operator!=(forward_list&, forward_list&)
        bint operator<(forward_list&, forward_list&)
        bint operator<=(forward_list&, forward_list&)
        bint operator>(forward_list&, forward_list&)
        bint operator>=(forward_list&, forward_list&)

        iterator before_begin()
        iterator begin()
        iterator end()
        const_iterator const_before_begin "before_begin"()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()

        bint empty()
        size_t max_size()
        void resize(size_t)
        void resize(size_t, T&)
        T& front()

        void assign(size_t, T&)
        void clear()
        void push_front(T&)
        void pop_front()
        iterator insert_after(iterator, T&)
        void insert_after(iterator, size_t, T&)
        iterator erase_after(iterator)
        iterator erase_after(iterator, iterator)
        void swap(forward_list&)

        void merge(forward_list&)
        void merge[Compare](forward_list&, Compare)
        void remove(const T&)
        void remove_if[Predicate](Predicate)
        void reverse()
        void sort()
        void sort[Compare](Compare)
        void splice_after(iterator, forward_list&)
        void splice_after(iterator, forward_list&, iterator)
        void splice_after(iterator, forward_list&, iterator, iterator)
        void unique()
        void unique[Predicate](Predicate)

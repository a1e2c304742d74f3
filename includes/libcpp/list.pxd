# <list>
cdef extern from "<list>" namespace "std" nogil:
    cdef cppclass list[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        ctypedef ALLOCATOR allocator_type

        cppclass const_iterator
        cppclass const_reverse_iterator
        cppclass iterator:
            iterator() except +
            iterator(iterator&) except +
            value_type& operator*()
            iterator operator++()
            iterator operator++(int)
            iterator operator--()
            iterator operator--(int)
            bint operator==(iterator)
            bint operator!=(iterator)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
        cppclass const_iterator:
            const_iterator() except +
            const_iterator(const_iterator&) except +
            const_iterator(iterator&) except +
            const_iterator& operator=(iterator&) except +
            const value_type& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            const_iterator operator--()
            const_iterator operator--(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
            bint operator==(iterator)
            bint operator!=(iterator)
        cppclass reverse_iterator:
            reverse_iterator() except +
            reverse_iterator(reverse_iterator&) except +
            value_type& operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)
            bint operator==(const_reverse_iterator)
            bint operator!=(const_reverse_iterator)
        cppclass const_reverse_iterator:
            const_reverse_iterator() except +
            const_reverse_iterator(reverse_iterator&) except +
            const_reverse_iterator& operator=(reverse_iterator&) except +
            const value_type& operator*()
            const_reverse_iterator operator++()
            const_reverse_iterator operator++(int)
            const_reverse_iterator operator--()
            const_reverse_iterator operator--(int)
            bint operator==(const_reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)

        list() except +
        list(list&) except +
        list(size_t, T&) except +
        bint operator==(list&, list&)
        bint operator!=(list&, list&)
        bint operator<(list&, list&)
        bint operator<=(list&, list&)
        bint operator>(list&, list&)
        bint operator>=(list&, list&)

        iterator begin()
        iterator end()
        const_iterator cbegin()
        const_iterator cend()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        reverse_iterator rbegin()
        reverse_iterator rend()
        const_reverse_iterator crbegin()
        const_reverse_iterator crend()
        const_reverse_iterator const_rbegin "rbegin"()
        const_reverse_iterator const_rend "rend"()

        bint empty()
        size_t size()
        size_t max_size()
        void resize(size_t, T&) except +

        T& front()
        T& back()

        void assign(size_t, T&) except +
        void clear()
        void push_front(T&) except +
        void push_back(T&) except +
        void pop_front()
        void pop_back()
        iterator insert(iterator, T&)
        void insert(iterator, size_t, T&)
        iterator erase(iterator)
        iterator erase(iterator, iterator)
        void swap(list&)

        void merge(list&) except +
        void remove(T&) except +
        void reverse()
        void sort() except +
        void splice(iterator, list&)
        void splice(iterator, list&, iterator)
        void splice(iterator, list&, iterator, iterator)
        void unique()

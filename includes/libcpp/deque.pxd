# <deque>
cdef extern from "<deque>" namespace "std" nogil:
    cdef cppclass deque[T, ALLOCATOR=*]:
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
            iterator operator+(size_type)
            iterator operator-(size_type)
            difference_type operator-(iterator)
            difference_type operator-(const_iterator)
            bint operator==(iterator)
            bint operator!=(iterator)
            bint operator<(iterator)
            bint operator<=(iterator)
            bint operator>(iterator)
            bint operator>=(iterator)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
            bint operator<(const_iterator)
            bint operator<=(const_iterator)
            bint operator>(const_iterator)
            bint operator>=(const_iterator)
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
            const_iterator operator+(size_type)
            const_iterator operator-(size_type)
            difference_type operator-(const_iterator)
            difference_type operator-(iterator)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
            bint operator<(const_iterator)
            bint operator<=(const_iterator)
            bint operator>(const_iterator)
            bint operator>=(const_iterator)
            bint operator==(iterator)
            bint operator!=(iterator)
            bint operator<(iterator)
            bint operator<=(iterator)
            bint operator>(iterator)
            bint operator>=(iterator)
        cppclass reverse_iterator:
            reverse_iterator() except +
            reverse_iterator(reverse_iterator&) except +
            value_type& operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            reverse_iterator operator+(size_type)
            reverse_iterator operator-(size_type)
            difference_type operator-(reverse_iterator)
            difference_type operator-(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)
            bint operator<(reverse_iterator)
            bint operator<=(reverse_iterator)
            bint operator>(reverse_iterator)
            bint operator>=(reverse_iterator)
            bint operator==(const_reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator<(const_reverse_iterator)
            bint operator<=(const_reverse_iterator)
            bint operator>(const_reverse_iterator)
            bint operator>=(const_reverse_iterator)
        cppclass const_reverse_iterator:
            const_reverse_iterator() except +
            const_reverse_iterator(reverse_iterator&) except +
            const_reverse_iterator& operator=(reverse_iterator&) except +
            const value_type& operator*()
            const_reverse_iterator operator++()
            const_reverse_iterator operator++(int)
            const_reverse_iterator operator--()
            const_reverse_iterator operator--(int)
            const_reverse_iterator operator+(size_type)
            const_reverse_iterator operator-(size_type)
            difference_type operator-(const_reverse_iterator)
            difference_type operator-(reverse_iterator)
            bint operator==(const_reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator<(const_reverse_iterator)
            bint operator<=(const_reverse_iterator)
            bint operator>(const_reverse_iterator)
            bint operator>=(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)
            bint operator<(reverse_iterator)
            bint operator<=(reverse_iterator)
            bint operator>(reverse_iterator)
            bint operator>=(reverse_iterator)

        deque() except +
        deque(deque&) except +
        deque(size_t) except +
        deque(size_t, T&) except +
        bint operator==(deque&, deque&)
        bint operator!=(deque&, deque&)
        bint operator<(deque&, deque&)
        bint operator<=(deque&, deque&)
        bint operator>(deque&, deque&)
        bint operator>=(deque&, deque&)

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

        bint empty()
        size_t size()
        size_t max_size()
        void resize(size_t) except +
        void resize(size_t, T&) except +
        void shrink_to_fit() except +

        T& operator[](size_t)
        T& at(size_t) except +
        T& front()
        T& back()

        void assign(size_t, T&) except +
        void assign[InputIt](InputIt, InputIt) except +
        void clear()
        void push_front(T&) except +
        void push_back(T&) except +
        void pop_front()
        void pop_back()
        T& emplace_front(...) except +
        T& emplace_back(...) except +
        iterator insert(iterator, T&) except +
        void insert(iterator, size_t, T&) except +
        void insert[InputIt](iterator, InputIt, InputIt) except +
        iterator erase(iterator) except +
        iterator erase(iterator, iterator) except +
        void swap(deque&)

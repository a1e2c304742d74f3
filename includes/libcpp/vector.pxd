# <vector>
cdef extern from "<vector>" namespace "std" nogil:
    cdef cppclass vector[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        ctypedef ALLOCATOR allocator_type

        cppclass const_iterator
        cppclass const_reverse_iterator
        cppclass iterator:
            iterator() except +
            iterator(iterator&) except +
            T& operator*()
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
            const T& operator*()
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
            T& operator*()
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
            const T& operator*()
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

        vector() except +
        vector(const vector&) except +
        vector(size_type) except +
        vector(size_type, const T&) except +
        vector& vector[InputIt](InputIt, InputIt) except +
        bint operator==(const vector&, const vector&)
        bint operator!=(const vector&, const vector&)
        bint operator<(const vector&, const vector&)
        bint operator<=(const vector&, const vector&)
        bint operator>(const vector&, const vector&)
        bint operator>=(const vector&, const vector&)

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
        size_type size()
        size_type max_size()
        size_type capacity()
        void reserve(size_type) except +
        void resize(size_type) except +
        void resize(size_type, const T&) except +
        void shrink_to_fit() except +

        T& operator[](size_type)
        T& at(size_type) except +
        T& front()
        T& back()
        T* data()
        const T* const_data "data"()

        void assign(size_type, const T&)
        void assign[InputIt](InputIt, InputIt) except +
        void clear()
        void push_back(const T&) except +
        void pop_back()
        T& emplace_back(...) except +
        iterator emplace(const_iterator, ...) except +
        iterator insert(iterator, const T&) except +
        iterator insert(iterator, size_type, const T&) except +
        iterator insert[InputIt](iterator, InputIt, InputIt) except +
        iterator insert(const_iterator, const T&) except +
        iterator insert(const_iterator, size_type, const T&) except +
        iterator insert[InputIt](const_iterator, InputIt, InputIt) except +
        iterator erase(iterator) except +
        iterator erase(iterator, iterator) except +
        const_iterator erase(const_iterator) except +
        iterator erase(const_iterator, const_iterator) except +
        void swap(vector&)
        allocator_type get_allocator()

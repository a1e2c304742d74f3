# <map>: map and multimap.
from libcpp.utility cimport pair

cdef extern from "<map>" namespace "std" nogil:
    cdef cppclass map[T, U, COMPARE=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        ctypedef COMPARE key_compare
        ctypedef ALLOCATOR allocator_type

        cppclass const_iterator
        cppclass const_reverse_iterator
        cppclass iterator:
            iterator() except +
            iterator(iterator&) except +
            pair[T, U]& operator*()
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
            const pair[T, U]& operator*()
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
            pair[T, U]& operator*()
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
            const pair[T, U]& operator*()
            const_reverse_iterator operator++()
            const_reverse_iterator operator++(int)
            const_reverse_iterator operator--()
            const_reverse_iterator operator--(int)
            bint operator==(const_reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)

        map() except +
        map(map&) except +
        bint operator==(const map&, const map&)
        bint operator!=(const map&, const map&)
        bint operator<(const map&, const map&)
        bint operator<=(const map&, const map&)
        bint operator>(const map&, const map&)
        bint operator>=(const map&, const map&)

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

        U& operator[](const T&)
        U& at(const T&) except +
        const U& const_at "at"(const T&) except +
        bint contains(const T&)  # since C++20
        size_t count(const T&)
        iterator find(const T&)
        const_iterator const_find "find"(const T&)
        pair[iterator, iterator] equal_range(const T&)
        pair[const_iterator, const_iterator] const_equal_range "equal_range"(const T&)
        iterator lower_bound(const T&)
        iterator upper_bound(const T&)
        const_iterator const_lower_bound "lower_bound"(const T&)
        const_iterator const_upper_bound "upper_bound"(const T&)

        void clear()
        pair[iterator, bint] insert(const pair[T, U]&) except +
        iterator insert(const_iterator, const pair[T, U]&) except +
        void insert[InputIt](InputIt, InputIt) except +
        iterator erase(iterator)
        iterator const_erase "erase"(const_iterator)
        iterator erase(const_iterator, const_iterator)
        size_t erase(const T&)
        void swap(map&)

    cdef cppclass multimap[T, U, COMPARE=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        ctypedef COMPARE key_compare
        ctypedef ALLOCATOR allocator_type

        cppclass const_iterator
        cppclass const_reverse_iterator
        cppclass iterator:
            iterator() except +
            iterator(iterator&) except +
            pair[T, U]& operator*()
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
            const pair[T, U]& operator*()
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
            pair[T, U]& operator*()
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
            const pair[T, U]& operator*()
            const_reverse_iterator operator++()
            const_reverse_iterator operator++(int)
            const_reverse_iterator operator--()
            const_reverse_iterator operator--(int)
            bint operator==(const_reverse_iterator)
            bint operator!=(const_reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)

        multimap() except +
        multimap(const multimap&) except +
        bint operator==(const multimap&, const multimap&)
        bint operator!=(const multimap&, const multimap&)
        bint operator<(const multimap&, const multimap&)
        bint operator<=(const multimap&, const multimap&)
        bint operator>(const multimap&, const multimap&)
        bint operator>=(const multimap&, const multimap&)

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

        bint contains(const T&)  # since C++20
        size_t count(const T&)
        iterator find(const T&)
        const_iterator const_find "find"(const T&)
        pair[iterator, iterator] equal_range(const T&)
        pair[const_iterator, const_iterator] const_equal_range "equal_range"(const T&)
        iterator lower_bound(const T&)
        iterator upper_bound(const T&)
        const_iterator const_lower_bound "lower_bound"(const T&)
        const_iterator const_upper_bound "upper_bound"(const T&)

        void clear()
        iterator insert(const pair[T, U]&) except +
        iterator insert(const_iterator, const pair[T, U]&) except +
        void insert[InputIt](InputIt, InputIt) except +
        iterator erase(iterator)
        iterator const_erase "erase"(const_iterator)
        iterator erase(const_iterator, const_iterator)
        size_t erase(const T&)
        void swap(multimap&)

# <unordered_map>: unordered_map and unordered_multimap.
from libcpp.utility cimport pair

cdef extern from "<unordered_map>" namespace "std" nogil:
    cdef cppclass unordered_map[T, U, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        ctypedef ALLOCATOR allocator_type

        cppclass const_iterator
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

        unordered_map() except +
        unordered_map(unordered_map&) except +
        bint operator==(const unordered_map&, const unordered_map&)
        bint operator!=(const unordered_map&, const unordered_map&)
        bint operator<(const unordered_map&, const unordered_map&)
        bint operator<=(const unordered_map&, const unordered_map&)
        bint operator>(const unordered_map&, const unordered_map&)
        bint operator>=(const unordered_map&, const unordered_map&)

        iterator begin()
        iterator end()
        const_iterator cbegin()
        const_iterator cend()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()

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
        void swap(unordered_map&)

        size_t bucket(const T&)
        size_t bucket_count()
        size_t bucket_size(size_t)
        size_t max_bucket_count()
        float load_factor()
        float max_load_factor()
        void max_load_factor(float)
        void rehash(size_t)
        void reserve(size_t)

    cdef cppclass unordered_multimap[T, U, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef pair[const T, U] value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type
        ctypedef ALLOCATOR allocator_type

        cppclass const_iterator
        cppclass iterator:
            iterator() except +
            iterator(iterator&) except +
            pair[T, U]& operator*()
            iterator operator++()
            iterator operator++(int)
            bint operator==(iterator)
            bint operator!=(iterator)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
        cppclass const_iterator:
            const_iterator() except +
            const_iterator(iterator&) except +
            const_iterator& operator=(iterator&) except +
            const pair[T, U]& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)
            bint operator==(iterator)
            bint operator!=(iterator)

        unordered_multimap() except +
        unordered_multimap(const unordered_multimap&) except +
        bint operator==(const unordered_multimap&, const unordered_multimap&)
        bint operator!=(const unordered_multimap&, const unordered_multimap&)
        bint operator<(const unordered_multimap&, const unordered_multimap&)
        bint operator<=(const unordered_multimap&, const unordered_multimap&)
        bint operator>(const unordered_multimap&, const unordered_multimap&)
        bint operator>=(const unordered_multimap&, const unordered_multimap&)

        iterator begin()
        iterator end()
        const_iterator cbegin()
        const_iterator cend()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()

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
        void swap(unordered_multimap&)

        size_t bucket(const T&)
        size_t bucket_count()
        size_t bucket_size(size_t)
        size_t max_bucket_count()
        float load_factor()
        float max_load_factor()
        void max_load_factor(float)
        void rehash(size_t)
        void reserve(size_t)

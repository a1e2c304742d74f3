# <memory>: smart pointers and the standard allocator.
from libcpp cimport bool, nullptr_t, nullptr

cdef extern from "<memory>" namespace "std" nogil:
    cdef cppclass default_delete[T]:
        default_delete()

    cdef cppclass allocator[T]:
        allocator()
        allocator(const allocator&)
        T* allocate(size_t)
        void deallocate(T*, size_t)
        size_t max_size() const
        # gone in C++20
        const T* address(const T&)
        void construct(T*, const T&)
        void destroy(T*)
        void destroy[U](U*)

    cdef cppclass unique_ptr[T, DELETER=*]:
        unique_ptr()
        unique_ptr(nullptr_t)
        unique_ptr(T*)
        unique_ptr(unique_ptr[T]&)
        T* get()
        T& operator*()
        T* release()
        void reset()
        void reset(nullptr_t)
        void reset(T*)
        void swap(unique_ptr&)
        bool operator bool()
        bool operator!()
        bool operator==(nullptr_t)
        bool operator!=(nullptr_t)
        bool operator==(const unique_ptr&)
        bool operator!=(const unique_ptr&)
        bool operator<(const unique_ptr&)
        bool operator<=(const unique_ptr&)
        bool operator>(const unique_ptr&)
        bool operator>=(const unique_ptr&)

    cdef cppclass shared_ptr[T]:
        shared_ptr()
        shared_ptr(nullptr_t)
        shared_ptr(T*)
        shared_ptr(shared_ptr[T]&)
        shared_ptr(shared_ptr[T]&, T*)
        shared_ptr(unique_ptr[T]&)
        shared_ptr[T]& operator=[Y](const shared_ptr[Y]&)
        T* get()
        T& operator*()
        long use_count()
        bool unique()
        bool owner_before[Y](const shared_ptr[Y]&)
        void reset()
        void reset(T*)
        void swap(shared_ptr&)
        bool operator bool()
        bool operator!()
        bool operator==(nullptr_t)
        bool operator!=(nullptr_t)
        bool operator==(const shared_ptr&)
        bool operator!=(const shared_ptr&)
        bool operator<(const shared_ptr&)
        bool operator<=(const shared_ptr&)
        bool operator>(const shared_ptr&)
        bool operator>=(const shared_ptr&)

    cdef cppclass weak_ptr[T]:
        weak_ptr()
        weak_ptr(weak_ptr[T]&)
        weak_ptr(shared_ptr[T]&)
        shared_ptr[T] lock()
        bool expired()
        long use_count()
        bool owner_before[Y](const weak_ptr[Y]&)
        bool owner_before[Y](const shared_ptr[Y]&)
        void reset()
        void swap(weak_ptr&)

    unique_ptr[T] make_unique[T](...) except +
    shared_ptr[T] make_shared[T](...) except +
    shared_ptr[T] static_pointer_cast[T, U](const shared_ptr[U]&)
    shared_ptr[T] dynamic_pointer_cast[T, U](const shared_ptr[U]&)
    shared_ptr[T] const_pointer_cast[T, U](const shared_ptr[U]&)
    shared_ptr[T] reinterpret_pointer_cast[T, U](const shared_ptr[U]&)

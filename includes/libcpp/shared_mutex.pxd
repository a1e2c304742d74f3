# <shared_mutex>: many readers or one writer (C++17). What mutex.pxd says of the GIL holds here too.
from libcpp cimport bool
from libcpp.mutex cimport adopt_lock, adopt_lock_t, defer_lock, defer_lock_t, try_to_lock, try_to_lock_t

cdef extern from "<shared_mutex>" namespace "std" nogil:
    cppclass shared_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bool try_lock()
        void unlock()
        void lock_shared() except +
        bool try_lock_shared()
        void unlock_shared()
        native_handle_type native_handle() except +

    cppclass shared_timed_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bool try_lock()
        bool try_lock_for[T](const T& duration) except +
        bool try_lock_until[T](const T& moment) except +
        void unlock()
        void lock_shared() except +
        bool try_lock_shared()
        bool try_lock_shared_for[T](const T& duration) except +
        bool try_lock_shared_until[T](const T& moment) except +
        void unlock_shared()
        native_handle_type native_handle() except +

    cppclass shared_lock[T]:
        ctypedef T mutex_type
        shared_lock()
        # with nothing else, a tag, a duration or a time point
        shared_lock(mutex_type&, ...) except +
        void lock() except +
        bool try_lock() except +
        bool try_lock_for[T](const T& duration) except +
        bool try_lock_until[T](const T& moment) except +
        void unlock() except +
        # gives the mutex up without unlocking it
        mutex_type* release()
        mutex_type* mutex()
        bool owns_lock()
        bool operator bool()
        void swap(shared_lock& other)

cdef extern from *:
    """
    namespace cy_libcpp {
    template <typename Mutex>
    inline std::shared_lock<Mutex> safe_shared_lock(Mutex& mutex) {
        std::shared_lock<Mutex> lock(mutex, std::defer_lock);
        safe_lock(lock);
        return lock;
    }
    }  // namespace cy_libcpp
    """
    shared_lock[MutexT] py_safe_construct_shared_lock "cy_libcpp::safe_shared_lock"[MutexT](
        MutexT& mutex) except + nogil

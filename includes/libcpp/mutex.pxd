# <mutex>. Waiting for a lock with the GIL held deadlocks with a thread that holds the lock and wants the GIL:
# use the blocking functions without the GIL, or the py_safe_... ones, which give it up while they wait and
# leave it as they found it.
from libc cimport _thread_state
from libcpp cimport bool

cdef extern from "<mutex>" namespace "std" nogil:
    cppclass mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bool try_lock()
        void unlock()
        native_handle_type native_handle() except +

    cppclass timed_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bool try_lock()
        bool try_lock_for[T](const T& duration) except +
        bool try_lock_until[T](const T& moment) except +
        void unlock()
        native_handle_type native_handle() except +

    cppclass recursive_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bool try_lock()
        void unlock()
        native_handle_type native_handle() except +

    cppclass recursive_timed_mutex:
        cppclass native_handle_type:
            pass
        void lock() except +
        bool try_lock()
        bool try_lock_for[T](const T& duration) except +
        bool try_lock_until[T](const T& moment) except +
        void unlock()
        native_handle_type native_handle() except +

    cppclass timed_recursive_mutex "std::recursive_timed_mutex":
        cppclass native_handle_type:
            pass
        void lock() except +
        bool try_lock()
        bool try_lock_for[T](const T& duration) except +
        bool try_lock_until[T](const T& moment) except +
        void unlock()
        native_handle_type native_handle() except +

    cppclass defer_lock_t:
        pass
    defer_lock_t defer_lock
    cppclass try_to_lock_t:
        pass
    try_to_lock_t try_to_lock
    cppclass adopt_lock_t:
        pass
    adopt_lock_t adopt_lock

    # lock_guard and scoped_lock cannot be made empty: local variables of these types need cpp_locals
    cppclass lock_guard[T]:
        ctypedef T mutex_type
        lock_guard(mutex_type&) except +
        lock_guard(mutex_type&, adopt_lock_t)

    cppclass unique_lock[T]:
        ctypedef T mutex_type
        unique_lock()
        # with nothing else, a tag, a duration or a time point
        unique_lock(mutex_type&, ...) except +
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
        void swap(unique_lock& other)

    # C++ takes any number of mutexes, here it is 26
    cppclass scoped_lock[A=*, B=*, C=*, D=*, E=*, F=*, G=*, H=*, I=*, J=*, K=*, L=*, M=*, N=*, O=*, P=*,
                         Q=*, R=*, S=*, T=*, U=*, V=*, W=*, X=*, Y=*, Z=*]:
        scoped_lock(...) except +

    void lock(...) except +
    bool try_lock(...) except +

    cppclass once_flag:
        pass
    # the callable must not need the GIL
    void call_once[Callable](once_flag&, Callable& callable, ...) except +

cdef extern from *:
    """
    #include <exception>
    #include <utility>

    namespace cy_libcpp {

    // carries a Python error, which is set, through C++ code
    struct python_error : std::exception {};

    class gil_released {
      public:
        gil_released() : state_(cy_release_gil_if_held()) {}
        ~gil_released() { cy_take_gil_back(state_); }
        gil_released(const gil_released&) = delete;
        gil_released& operator=(const gil_released&) = delete;
        bool was_held() const { return state_ != nullptr; }
        void take_back() {
            PyThreadState* held = state_;
            state_ = nullptr;
            cy_take_gil_back(held);
        }
        void release_again() { state_ = PyEval_SaveThread(); }

      private:
        PyThreadState* state_;
    };

    // the GIL for a scope within a gil_released
    class gil_held_within {
      public:
        explicit gil_held_within(gil_released& outer) : outer_(outer), taken_back_(outer.was_held()) {
            if (taken_back_) outer_.take_back();
            else ensured_ = PyGILState_Ensure();
        }
        ~gil_held_within() {
            if (taken_back_) outer_.release_again();
            else PyGILState_Release(ensured_);
        }
        gil_held_within(const gil_held_within&) = delete;
        gil_held_within& operator=(const gil_held_within&) = delete;

      private:
        gil_released& outer_;
        bool taken_back_;
        PyGILState_STATE ensured_ = PyGILState_UNLOCKED;
    };

    // std::lock and std::try_lock want at least two
    template <typename Lock>
    inline void lock_all(Lock& lock) { lock.lock(); }
    template <typename First, typename Second, typename... Rest>
    inline void lock_all(First& first, Second& second, Rest&... rest) { std::lock(first, second, rest...); }
    template <typename Lock>
    inline bool try_lock_all(Lock& lock) { return lock.try_lock(); }
    template <typename First, typename Second, typename... Rest>
    inline bool try_lock_all(First& first, Second& second, Rest&... rest) {
        return std::try_lock(first, second, rest...) == -1;
    }

    template <typename... Locks>
    inline void safe_lock(Locks&... locks) {
        if (cy_has_gil() && try_lock_all(locks...)) return;
        gil_released released;
        lock_all(locks...);
    }

    template <typename Mutex>
    inline std::unique_lock<Mutex> safe_unique_lock(Mutex& mutex) {
        std::unique_lock<Mutex> lock(mutex, std::defer_lock);
        safe_lock(lock);
        return lock;
    }

    // an error in the callable, of C++ or Python, leaves the flag as it was
    template <typename Callable, typename... Arguments>
    inline void safe_call_once(std::once_flag& flag, Callable&& callable, Arguments&&... arguments) {
        gil_released released;
        try {
            std::call_once(flag, [&]() {
                gil_held_within held(released);
                std::forward<Callable>(callable)(std::forward<Arguments>(arguments)...);
                if (PyErr_Occurred()) throw python_error();
            });
        } catch (const python_error&) {
            // the Python error is set: the caller sees it
        }
    }

    inline void safe_call_object_once(std::once_flag& flag, PyObject* callable) {
        safe_call_once(flag, [callable]() { Py_XDECREF(PyObject_CallObject(callable, nullptr)); });
    }

    }  // namespace cy_libcpp
    """
    # another type for the compiler, so that one flag is not used with both families
    cppclass py_safe_once_flag "std::once_flag":
        pass

    # the callable runs with the GIL; it may raise or throw
    void py_safe_call_object_once "cy_libcpp::safe_call_object_once"(
        py_safe_once_flag&, object callable) except +* nogil
    void py_safe_call_once "cy_libcpp::safe_call_once"[Callable](
        py_safe_once_flag&, Callable callable, ...) except +* nogil

    # any number of locks, one included
    void py_safe_lock "cy_libcpp::safe_lock"(...) except + nogil
    unique_lock[MutexT] py_safe_construct_unique_lock "cy_libcpp::safe_unique_lock"[MutexT](
        MutexT& mutex) except + nogil

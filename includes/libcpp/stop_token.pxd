# <stop_token> (C++20): asking threads to stop.
from libcpp cimport bool

cdef extern from * nogil:
    """
    // <thread> tells whether there are stop tokens, so this module may be cimported before C++20
    #include <thread>
    #if defined(__cpp_lib_jthread)
    #include <stop_token>
    #endif
    """

cdef extern from * namespace "std" nogil:
    cdef cppclass nostopstate_t:
        pass
    nostopstate_t nostopstate

    cdef cppclass stop_token:
        bool stop_possible() noexcept
        bool stop_requested() noexcept

    cdef cppclass stop_source:
        stop_source() except +
        stop_source(nostopstate_t) noexcept
        stop_token get_token() noexcept
        bool request_stop() noexcept
        bool stop_possible() noexcept
        bool stop_requested() noexcept
        void swap(stop_source& other) noexcept

    # neither copied nor moved: make one with new
    cdef cppclass stop_callback[Callback]:
        stop_callback(stop_token token, Callback callback) noexcept

cdef extern from *:
    """
    #if defined(__cpp_lib_jthread)
    #include <optional>
    #include <utility>

    namespace cy_libcpp {

    using function_stop = std::stop_callback<void (*)()>;

    class python_callable {
      public:
        explicit python_callable(PyObject* callable) : callable_(callable) { Py_INCREF(callable); }
        python_callable(python_callable&& other) noexcept
            : callable_(std::exchange(other.callable_, nullptr)) {}
        python_callable(const python_callable&) = delete;
        python_callable& operator=(const python_callable&) = delete;
        ~python_callable() {
            if (callable_ == nullptr) return;
            PyGILState_STATE state = PyGILState_Ensure();
            Py_DECREF(callable_);
            PyGILState_Release(state);
        }
        void operator()() const {
            PyGILState_STATE state = PyGILState_Ensure();
            PyObject* result = PyObject_CallObject(callable_, nullptr);
            if (result == nullptr) PyErr_WriteUnraisable(callable_);
            Py_XDECREF(result);
            PyGILState_Release(state);
        }

      private:
        PyObject* callable_;
    };

    class python_stop_callback {
      public:
        python_stop_callback() = default;
        python_stop_callback(std::stop_token token, PyObject* callable) {
            initialize(std::move(token), callable);
        }
        void initialize(std::stop_token token, PyObject* callable) {
            callback_.emplace(std::move(token), python_callable(callable));
        }

      private:
        std::optional<std::stop_callback<python_callable>> callback_;
    };

    }  // namespace cy_libcpp
    #endif
    """
    ctypedef stop_callback[void (*)() noexcept nogil] func_ptr_stop_callback "cy_libcpp::function_stop"

    # calls a Python object, which takes the GIL; made empty and then given its token and callable
    cdef cppclass python_stop_callback_holder "cy_libcpp::python_stop_callback":
        python_stop_callback_holder()
        python_stop_callback_holder(stop_token token, object callable)
        void initialize(stop_token token, object callable)

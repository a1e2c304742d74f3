# <future>. A std::future_error becomes RuntimeError("std::future_error", code, message): compare the code
# with future_errc.
from libcpp cimport bool
from libcpp.exception cimport exception_ptr

cdef extern from "<future>":
    pass

cdef extern from *:
    """
    namespace cy_libcpp {
    inline void raise_future_error() {
        try {
            throw;
        } catch (const std::future_error& error) {
            if (PyErr_Occurred()) return;
            PyObject* arguments =
                Py_BuildValue("sis", "std::future_error", error.code().value(), error.what());
            if (arguments == nullptr) return;
            PyErr_SetObject(PyExc_RuntimeError, arguments);
            Py_DECREF(arguments);
        } catch (...) {
            raise_current_exception();
        }
    }
    }  // namespace cy_libcpp
    """
    void __pyx_future_error_handler "cy_libcpp::raise_future_error"() except +

cdef extern from "<future>" namespace "std" nogil:
    cdef enum class future_status:
        ready
        timeout
        deferred

    cdef enum class future_errc:
        broken_promise
        future_already_retrieved
        promise_already_satisfied
        no_state

    # moves are written as if they took an lvalue
    cdef cppclass future[T]:
        future() noexcept
        future(future& other) noexcept
        future& operator=(future& other) noexcept
        shared_future[T] share() noexcept
        bool valid() noexcept
        T get() except +__pyx_future_error_handler
        void wait() except +
        future_status wait_for(...) except +
        future_status wait_until(...) except +

    cdef cppclass shared_future[T]:
        shared_future() noexcept
        shared_future(const shared_future& other) noexcept
        shared_future(future[T]& other) noexcept
        shared_future& operator=(const shared_future& other) noexcept
        shared_future& operator=(future& other) noexcept
        bool valid() noexcept
        const T& get() except +__pyx_future_error_handler
        void wait() except +
        future_status wait_for(...) except +
        future_status wait_until(...) except +

    cdef cppclass promise[T]:
        promise() noexcept
        promise(promise& other) noexcept
        promise& operator=(promise& other) noexcept
        void swap(promise& other) noexcept
        future[T] get_future() except +
        # without a value: promise[void]
        void set_value() except +__pyx_future_error_handler
        void set_value(T value) except +__pyx_future_error_handler
        void set_value_at_thread_exit() except +__pyx_future_error_handler
        void set_value_at_thread_exit(T value) except +__pyx_future_error_handler
        void set_exception(exception_ptr error) except +__pyx_future_error_handler
        void set_exception_at_thread_exit(exception_ptr error) except +__pyx_future_error_handler

# <exception>, <stdexcept>, <new>, <typeinfo>: exception classes and exception_ptr, and helpers for functions
# named after "except +". The classes are declared without constructors: they serve as types of handlers.
from libcpp cimport bool

cdef extern from "<exception>" namespace "std" nogil:
    cdef cppclass exception_ptr:
        bool operator bool()

    exception_ptr current_exception() noexcept
    exception_ptr make_exception_ptr[E](E e) noexcept
    void rethrow_exception(exception_ptr) except +

    cdef cppclass exception:
        const char* what() noexcept
    cdef cppclass bad_exception(exception):
        pass

cdef extern from "<new>" namespace "std" nogil:
    cdef cppclass bad_alloc(exception):
        pass

cdef extern from "<typeinfo>" namespace "std" nogil:
    cdef cppclass bad_cast(exception):
        pass
    cdef cppclass bad_typeid(exception):
        pass

cdef extern from "<stdexcept>" namespace "std" nogil:
    cdef cppclass logic_error(exception):
        pass
    cdef cppclass domain_error(logic_error):
        pass
    cdef cppclass invalid_argument(logic_error):
        pass
    cdef cppclass length_error(logic_error):
        pass
    cdef cppclass out_of_range(logic_error):
        pass
    cdef cppclass runtime_error(exception):
        pass
    cdef cppclass overflow_error(runtime_error):
        pass
    cdef cppclass range_error(runtime_error):
        pass

cdef extern from *:
    """
    #include <exception>
    #include <ios>
    #include <new>
    #include <stdexcept>
    #include <typeinfo>
    #include <utility>

    namespace cy_libcpp {

    // Inside a catch block: raises what "except +" raises for the C++ exception. A Python error wins.
    inline void raise_current_exception() {
        if (PyErr_Occurred()) return;
        try {
            throw;
        } catch (const std::bad_alloc& error) { PyErr_SetString(PyExc_MemoryError, error.what());
        } catch (const std::bad_cast& error) { PyErr_SetString(PyExc_TypeError, error.what());
        } catch (const std::bad_typeid& error) { PyErr_SetString(PyExc_TypeError, error.what());
        } catch (const std::domain_error& error) { PyErr_SetString(PyExc_ValueError, error.what());
        } catch (const std::invalid_argument& error) { PyErr_SetString(PyExc_ValueError, error.what());
        } catch (const std::ios_base::failure& error) { PyErr_SetString(PyExc_OSError, error.what());
        } catch (const std::out_of_range& error) { PyErr_SetString(PyExc_IndexError, error.what());
        } catch (const std::overflow_error& error) { PyErr_SetString(PyExc_OverflowError, error.what());
        } catch (const std::range_error& error) { PyErr_SetString(PyExc_ArithmeticError, error.what());
        } catch (const std::underflow_error& error) { PyErr_SetString(PyExc_ArithmeticError, error.what());
        } catch (const std::exception& error) { PyErr_SetString(PyExc_RuntimeError, error.what());
        } catch (...) { PyErr_SetString(PyExc_RuntimeError, "Unknown exception");
        }
    }

    inline const char* exception_capsule_name() { return "std::exception_ptr wrapper"; }

    inline void free_exception_capsule(PyObject* capsule) {
        delete static_cast<std::exception_ptr*>(PyCapsule_GetPointer(capsule, exception_capsule_name()));
    }

    // The Python exception class is the usual one, its only argument a capsule with the C++ exception.
    inline void raise_with_exception_ptr() {
        raise_current_exception();
        PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
        PyErr_Fetch(&type, &value, &traceback);
        Py_XDECREF(value);
        Py_XDECREF(traceback);
        auto* pointer = new std::exception_ptr(std::current_exception());
        PyObject* capsule = PyCapsule_New(pointer, exception_capsule_name(), free_exception_capsule);
        if (capsule == nullptr) {
            delete pointer;
        } else {
            PyErr_SetObject(type != nullptr ? type : PyExc_Exception, capsule);
            Py_DECREF(capsule);
        }
        Py_XDECREF(type);
    }

    inline std::exception_ptr exception_ptr_of(PyObject* error) {
        std::exception_ptr result;
        PyObject* arguments = PyObject_GetAttrString(error, "args");
        if (arguments == nullptr) return result;
        Py_ssize_t count = PyTuple_Size(arguments);
        if (count == 1) {
            void* pointer = PyCapsule_GetPointer(PyTuple_GetItem(arguments, 0), exception_capsule_name());
            if (pointer != nullptr) result = *static_cast<std::exception_ptr*>(pointer);
        } else if (count >= 0) {
            PyErr_SetString(PyExc_ValueError, "exception args were not the expected length of 1");
        }
        Py_DECREF(arguments);
        return result;
    }

    template <typename Exception>
    inline bool handled_by(void (*handler)(Exception&)) {
        try {
            throw;
        } catch (Exception& error) {
            handler(error);
            return PyErr_Occurred() != nullptr;
        } catch (...) {
            return false;
        }
    }

    inline bool handled_by(void (*handler)()) {
        handler();
        return PyErr_Occurred() != nullptr;
    }

    template <typename... Handlers>
    inline void delegate_to_handlers(Handlers&&... handlers) {
        if (!std::current_exception()) {
            PyErr_SetString(PyExc_SystemError, "__pyx_delegrate_to_exception_handlers called without a C++ exception");
            return;
        }
        if (!(handled_by(std::forward<Handlers>(handlers)) || ...)) throw;
    }

    }  // namespace cy_libcpp
    """
    # "except +exception_ptr_error_handler" keeps the C++ exception in the Python one;
    # the second function gets it back.
    void exception_ptr_error_handler "cy_libcpp::raise_with_exception_ptr"() except *
    exception_ptr wrapped_exception_ptr_from_exception "cy_libcpp::exception_ptr_of"(e) except *

    # For handlers of one's own: takes function pointers, each with an exception reference or nothing as its
    # parameter, and calls those that match until one has set a Python error. If none does, the C++ exception
    # is converted as usual.
    void delegate_to_exception_handlers "cy_libcpp::delegate_to_handlers"(...) except +*

# Wrappers of slots: what "int.__add__" is.
from cpython.object cimport PyObject
from cpython.ref cimport PyTypeObject

cdef extern from "Python.h":
    ctypedef object (*wrapperfunc)(object self, object args, void* wrapped)
    ctypedef object (*wrapperfunc_kwds)(object self, object args, void* wrapped, object keywords)

    int PyWrapperFlag_KEYWORDS

    struct wrapperbase:
        char* name
        int offset
        void* function
        wrapperfunc wrapper
        char* doc
        int flags
        PyObject* name_strobj

    ctypedef class __builtin__.wrapper_descriptor [object PyWrapperDescrObject]:
        cdef type d_type
        cdef d_name
        cdef wrapperbase* d_base
        cdef void* d_wrapped

    int PyDescr_IsData(object o)
    object PyDescr_NewWrapper(PyTypeObject* cls, wrapperbase* wrapper, void* wrapped)

# Reference counts by hand. Each function takes what it changes: an object, or a pointer for those with X.
# The compiler counts object variables itself.
from cpython.object cimport PyObject, PyTypeObject, Py_TYPE

cdef extern from "Python.h":
    void Py_INCREF(object o)
    void Py_DECREF(object o)
    Py_ssize_t Py_REFCNT(object o)

    void Py_XINCREF(PyObject* o)
    void Py_XDECREF(PyObject* o)
    void Py_CLEAR(PyObject* o)
    Py_ssize_t _Py_REFCNT "Py_REFCNT"(PyObject* ptr)

    # unstable, Python 3.14
    void PyUnstable_EnableTryIncRef(object o)
    int PyUnstable_IsImmortal(object o)
    int PyUnstable_Object_EnableDeferredRefcount(object o)
    int PyUnstable_Object_IsUniqueReferencedTemporary(object o)
    int PyUnstable_Object_IsUniquelyReferenced(object o)
    bint PyUnstable_TryIncRef(PyObject* o)

# Tuples. PyTuple_New(n) has n empty places: fill them with PyTuple_SET_ITEM before anyone sees the tuple.
# PyTuple_SetItem and PyTuple_SET_ITEM steal: give them a reference of their own (Py_INCREF).
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyTuple_Check(object p)
    bint PyTuple_CheckExact(object p)
    tuple PyTuple_New(Py_ssize_t len)
    tuple PyTuple_Pack(Py_ssize_t n, ...)
    Py_ssize_t PyTuple_Size(object p) except -1
    Py_ssize_t PyTuple_GET_SIZE(object p)
    tuple PyTuple_GetSlice(object p, Py_ssize_t low, Py_ssize_t high)
    int PyTuple_SetItem(object p, Py_ssize_t pos, object o) except -1
    void PyTuple_SET_ITEM(object p, Py_ssize_t pos, object o)
    int _PyTuple_Resize(PyObject** p, Py_ssize_t newsize) except -1

    # borrowed references
    PyObject* PyTuple_GetItem(object p, Py_ssize_t pos) except NULL
    PyObject* PyTuple_GET_ITEM(object p, Py_ssize_t pos)

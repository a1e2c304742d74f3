# Tuples. PyTuple_New(n) has n empty places: fill them with PyTuple_SET_ITEM before anyone sees the tuple.
# PyTuple_SetItem and PyTuple_SET_ITEM steal: give them a reference of their own (Py_INCREF).
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyTuple_Check(object o)
    bint PyTuple_CheckExact(object o)
    tuple PyTuple_New(Py_ssize_t size)
    tuple PyTuple_Pack(Py_ssize_t, ...)
    Py_ssize_t PyTuple_Size(object o) except -1
    Py_ssize_t PyTuple_GET_SIZE(object op)
    tuple PyTuple_GetSlice(object o, Py_ssize_t, Py_ssize_t)
    int PyTuple_SetItem(object o, Py_ssize_t, object o3) except -1
    void PyTuple_SET_ITEM(object op, Py_ssize_t index, object value)
    int _PyTuple_Resize(PyObject**, Py_ssize_t) except -1

    # borrowed references
    PyObject* PyTuple_GetItem(object o, Py_ssize_t) except NULL
    PyObject* PyTuple_GET_ITEM(object o, Py_ssize_t index)

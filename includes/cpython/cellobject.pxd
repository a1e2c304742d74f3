# Cells: the variables that closures share.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyCell_Check(object o)
    object PyCell_New(PyObject* value)
    object PyCell_Get(object o)
    int PyCell_Set(object cell, PyObject* value) except? -1
    object PyCell_GET(object cell)
    void PyCell_SET(object cell, PyObject* value)

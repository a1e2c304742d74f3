# Functions written in Python.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyFunction_Check(object o)
    object PyFunction_New(object o, object o2)
    PyObject* PyFunction_GetCode(object o) except? NULL
    PyObject* PyFunction_GetGlobals(object o) except? NULL
    PyObject* PyFunction_GetModule(object o) except? NULL
    PyObject* PyFunction_GetDefaults(object o) except? NULL
    int PyFunction_SetDefaults(object o, object o2) except -1
    PyObject* PyFunction_GetClosure(object o) except? NULL
    int PyFunction_SetClosure(object o, object o2) except -1

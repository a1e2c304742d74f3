# Bound methods. Function and Self are borrowed references.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyMethod_Check(object o)
    object PyMethod_New(object o, object o2)
    PyObject* PyMethod_Function(object meth) except NULL
    PyObject* PyMethod_GET_FUNCTION(object meth)
    PyObject* PyMethod_Self(object meth) except? NULL
    PyObject* PyMethod_GET_SELF(object meth)

    # gone from Python 3
    PyObject* PyMethod_Class(object meth) except NULL
    PyObject* PyMethod_GET_CLASS(object meth)

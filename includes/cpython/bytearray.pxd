# Mutable bytes.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyByteArray_Check(object o)
    bint PyByteArray_CheckExact(object o)
    bytearray PyByteArray_FromObject(object o)
    bytearray PyByteArray_FromStringAndSize(const char*, Py_ssize_t)
    bytearray PyByteArray_Concat(object o, object o2)
    Py_ssize_t PyByteArray_Size(object o)
    char* PyByteArray_AsString(object o)
    int PyByteArray_Resize(object o, Py_ssize_t) except -1
    char* PyByteArray_AS_STRING(object op)
    Py_ssize_t PyByteArray_GET_SIZE(object op)

# Bytes objects.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    ctypedef struct va_list:
        pass

    bint PyBytes_Check(object o)
    bint PyBytes_CheckExact(object o)
    bytes PyBytes_FromString(const char* v)
    bytes PyBytes_FromStringAndSize(const char* v, Py_ssize_t len)
    bytes PyBytes_FromFormat(const char* format, ...)
    bytes PyBytes_FromFormatV(const char* format, va_list vargs)
    bytes PyBytes_FromObject(object o)
    Py_ssize_t PyBytes_Size(object string) except -1
    Py_ssize_t PyBytes_GET_SIZE(object string)
    char* PyBytes_AsString(object string) except NULL
    char* PyBytes_AS_STRING(object string)
    int PyBytes_AsStringAndSize(object obj, char** buffer, Py_ssize_t* length) except -1

    # the object behind the pointer is replaced; NULL after an error
    void PyBytes_Concat(PyObject** string, object newpart)
    void PyBytes_ConcatAndDel(PyObject** string, object newpart)
    int _PyBytes_Resize(PyObject** string, Py_ssize_t newsize) except -1

    # gone from Python 3
    bytes PyBytes_Format(object format, object args)
    void PyBytes_InternInPlace(PyObject** string)
    bytes PyBytes_InternFromString(char* v)
    object PyBytes_Decode(char* s, Py_ssize_t size, char* encoding, char* errors)
    object PyBytes_AsDecodedObject(object o, char* encoding, char* errors)
    object PyBytes_Encode(char* s, Py_ssize_t size, char* encoding, char* errors)
    object PyBytes_AsEncodedObject(object o, char* encoding, char* errors)

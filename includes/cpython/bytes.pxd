# Bytes objects.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    ctypedef struct va_list:
        pass

    bint PyBytes_Check(object o)
    bint PyBytes_CheckExact(object o)
    bytes PyBytes_FromString(const char*)
    bytes PyBytes_FromStringAndSize(const char*, Py_ssize_t)
    bytes PyBytes_FromFormat(const char*, ...)
    bytes PyBytes_FromFormatV(const char*, va_list)
    bytes PyBytes_FromObject(object o)
    Py_ssize_t PyBytes_Size(object o) except -1
    Py_ssize_t PyBytes_GET_SIZE(object op)
    char* PyBytes_AsString(object o) except NULL
    char* PyBytes_AS_STRING(object op)
    int PyBytes_AsStringAndSize(object obj, char** s, Py_ssize_t* len) except -1

    # the object behind the pointer is replaced; NULL after an error
    void PyBytes_Concat(PyObject** bytes, object newpart)
    void PyBytes_ConcatAndDel(PyObject** bytes, object newpart)
    int _PyBytes_Resize(PyObject**, Py_ssize_t) except -1

    # gone from Python 3
    bytes PyBytes_Format(object o, object args)
    void PyBytes_InternInPlace(PyObject** o)
    bytes PyBytes_InternFromString(char* text)
    object PyBytes_Decode(char* text, Py_ssize_t size, char* encoding, char* errors)
    object PyBytes_AsDecodedObject(object o, char* encoding, char* errors)
    object PyBytes_Encode(char* text, Py_ssize_t size, char* encoding, char* errors)
    object PyBytes_AsEncodedObject(object o, char* encoding, char* errors)

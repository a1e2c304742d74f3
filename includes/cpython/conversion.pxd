# Text to number and back, independent of the locale.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    ctypedef struct va_list:
        pass

    enum:
        Py_DTSF_SIGN, Py_DTSF_ADD_DOT_0, Py_DTSF_ALT

    int PyOS_snprintf(char* o, size_t size, const char* format, ...)
    int PyOS_vsnprintf(char* o, size_t size, const char* format, va_list va)
    double PyOS_string_to_double(const char* s, char** endptr, PyObject* overflow_exception) except? -1.0
    char* PyOS_double_to_string(double value, char format_code, int precision, int flags,
            int* kind) except NULL
    int PyOS_stricmp(const char* s1, const char* s2)
    int PyOS_strnicmp(const char* s1, const char* s2, Py_ssize_t size)

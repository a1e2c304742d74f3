# Arguments taken apart by a format. The pointers after the format are not checked.
cdef extern from "Python.h":
    ctypedef struct va_list:
        pass

    int PyArg_ParseTuple(object o, const char*, ...) except 0
    int PyArg_ParseTupleAndKeywords(object args, object kw, const char* format, char** names,
            ...) except 0
    int PyArg_VaParse(object o, const char*, va_list) except 0
    int PyArg_VaParseTupleAndKeywords(object args, object kw, const char* format, char** names,
            va_list values) except 0
    int PyArg_Parse(object o, const char*, ...) except 0
    int PyArg_UnpackTuple(object o, const char*, Py_ssize_t, Py_ssize_t, ...) except 0

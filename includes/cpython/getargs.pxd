# Arguments taken apart by a format. The pointers after the format are not checked.
cdef extern from "Python.h":
    ctypedef struct va_list:
        pass

    int PyArg_ParseTuple(object args, const char* format, ...) except 0
    int PyArg_ParseTupleAndKeywords(object args, object kw, const char* format, char** names,
            ...) except 0
    int PyArg_VaParse(object args, const char* format, va_list vargs) except 0
    int PyArg_VaParseTupleAndKeywords(object args, object kw, const char* format, char** names,
            va_list values) except 0
    int PyArg_Parse(object args, const char* format, ...) except 0
    int PyArg_UnpackTuple(object args, const char* name, Py_ssize_t min, Py_ssize_t max, ...) except 0

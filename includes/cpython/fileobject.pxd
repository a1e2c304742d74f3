# Files, seen as Python objects.
cdef extern from "Python.h":
    enum:
        Py_PRINT_RAW

    object PyFile_FromFd(int, const char*, const char*, int, const char*, const char*, const char*, int)
    object PyFile_GetLine(object o, int)
    int PyFile_WriteObject(object o, object o2, int) except? -1
    int PyFile_WriteString(const char*, object o2) except? -1

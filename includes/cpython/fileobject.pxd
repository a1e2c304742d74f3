# Files, seen as Python objects.
cdef extern from "Python.h":
    enum:
        Py_PRINT_RAW

    object PyFile_FromFd(int fd, const char* name, const char* mode, int buffering, const char* encoding, const char* errors, const char* newline, int closefd)
    object PyFile_GetLine(object p, int n)
    int PyFile_WriteObject(object obj, object p, int flags) except? -1
    int PyFile_WriteString(const char* s, object p) except? -1

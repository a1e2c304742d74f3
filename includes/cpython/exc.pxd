# The error indicator. A function declared "PyObject* ... except NULL" here always returns NULL: calling it
# raises. PyErr_Fetch and its like give owned references.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    PyObject* PyErr_Occurred()
    bint PyErr_ExceptionMatches(object exc)
    bint PyErr_GivenExceptionMatches(object given, object exc)
    void PyErr_Clear()
    void PyErr_Print()
    void PyErr_WriteUnraisable(object obj)
    int PyErr_CheckSignals() except -1
    void PyErr_SetInterrupt() nogil
    int PyErr_SetInterruptEx(int signum)

    # raising
    void PyErr_SetString(object type, const char* message)
    void PyErr_SetObject(object type, object value)
    void PyErr_SetNone(object type)
    PyObject* PyErr_Format(object exception, const char* format, ...) except NULL
    int PyErr_BadArgument() except 0
    void PyErr_BadInternalCall()
    PyObject* PyErr_NoMemory() except NULL
    PyObject* PyErr_SetFromErrno(object type) except NULL
    PyObject* PyErr_SetFromErrnoWithFilename(object type, const char* filename) except NULL
    PyObject* PyErr_SetFromErrnoWithFilenameObject(object type, object filenameObject) except NULL

    # raising from Windows error codes
    PyObject* PyErr_SetFromWindowsErr(int ierr) except NULL
    PyObject* PyErr_SetFromWindowsErrWithFilename(int ierr, const char* filename) except NULL
    PyObject* PyErr_SetExcFromWindowsErr(object type, int ierr) except NULL
    PyObject* PyErr_SetExcFromWindowsErrWithFilename(object kind, int code,
            const char* filename) except NULL

    # setting the error aside; the Raised functions are those of Python 3.12
    void PyErr_Fetch(PyObject** ptype, PyObject** pvalue, PyObject** ptraceback)
    void PyErr_Restore(PyObject* type, PyObject* value, PyObject* traceback)
    void PyErr_NormalizeException(PyObject** exc, PyObject** val, PyObject** tb)
    PyObject* PyErr_GetRaisedException()
    void PyErr_SetRaisedException(PyObject* exc)
    PyObject* PyErr_GetHandledException()
    void PyErr_SetHandledException(PyObject* exc)

    # new exception classes and warnings
    object PyErr_NewException(const char* name, object base, object o)
    int PyErr_WarnEx(object category, const char* message, int stacklevel) except -1
    int PyErr_WarnExplicit(object category, const char* message, const char* filename, int lineno,
            const char* o, object registry) except -1

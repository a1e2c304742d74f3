# The digits of integers, in the layout of CPython up to 3.11.
cdef extern from "Python.h":
    ctypedef unsigned int digit
    ctypedef int sdigit

    ctypedef class __builtin__.py_long [object PyLongObject]:
        cdef digit* ob_digit

    py_long _PyLong_New(Py_ssize_t s)

    long PyLong_SHIFT
    digit PyLong_BASE
    digit PyLong_MASK

# Truth objects: True and False.
cdef extern from "Python.h":
    ctypedef class __builtin__.bool [object PyLongObject]:
        pass

    bint PyBool_Check(object o)
    object PyBool_FromLong(long v)

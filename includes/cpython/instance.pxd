# Instances of the classic classes of Python 2: none of it exists any more.
cdef extern from "Python.h":
    int PyInstance_Check(object obj)
    object PyInstance_New(object cls, object arg, object kw)
    object PyInstance_NewRaw(object cls, object dictionary)

# Instances of the classic classes of Python 2: none of it exists any more.
cdef extern from "Python.h":
    int PyInstance_Check(object o)
    object PyInstance_New(object klass, object args, object keywords)
    object PyInstance_NewRaw(object klass, object dictionary)

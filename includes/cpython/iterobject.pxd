# The iterators that iter() makes of sequences and callables.
cdef extern from "Python.h":
    bint PySeqIter_Check(object o)
    object PySeqIter_New(object o)
    bint PyCallIter_Check(object o)
    object PyCallIter_New(object o, object o2)

# The iterator protocol. PyIter_Next returns NULL at the end too: next() says it better.
cdef extern from "Python.h":
    bint PyIter_Check(object o)
    object PyIter_Next(object o)

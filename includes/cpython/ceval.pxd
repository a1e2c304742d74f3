# Start of threading. Both functions have had nothing to do since Python 3.7.
cdef extern from "Python.h":
    void PyEval_InitThreads()
    int PyEval_ThreadsInitialized()

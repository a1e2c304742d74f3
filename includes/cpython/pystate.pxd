# Interpreter and thread states.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    ctypedef long PY_INT64_T
    ctypedef struct PyFrameObject:
        pass
    ctypedef struct PyGILState_STATE:
        pass
    ctypedef struct PyInterpreterState:
        pass
    ctypedef struct PyThreadState:
        pass

    # the function of sys.setprofile and sys.settrace, and what it is told
    ctypedef int (*Py_tracefunc)(PyObject*, PyFrameObject*, int, PyObject*)
    enum:
        PyTrace_CALL, PyTrace_EXCEPTION, PyTrace_LINE, PyTrace_RETURN, PyTrace_C_CALL
        PyTrace_C_EXCEPTION, PyTrace_C_RETURN

    PyGILState_STATE PyGILState_Ensure()
    void PyGILState_Release(PyGILState_STATE)
    int PyGILState_Check()

    void PyInterpreterState_Clear(PyInterpreterState*)
    void PyInterpreterState_Delete(PyInterpreterState*)
    PY_INT64_T PyInterpreterState_GetID(PyInterpreterState* interp)
    PyInterpreterState* PyInterpreterState_Head()
    PyInterpreterState* PyInterpreterState_New()
    PyInterpreterState* PyInterpreterState_Next(PyInterpreterState*)
    PyThreadState* PyInterpreterState_ThreadHead(PyInterpreterState*)

    void PyThreadState_Clear(PyThreadState*)
    void PyThreadState_Delete(PyThreadState*)
    PyThreadState* PyThreadState_Get()
    PyObject* PyThreadState_GetDict()
    PyThreadState* PyThreadState_New(PyInterpreterState*)
    PyThreadState* PyThreadState_Next(PyThreadState*)
    int PyThreadState_SetAsyncExc(long id, PyObject* error)
    PyThreadState* PyThreadState_Swap(PyThreadState*)

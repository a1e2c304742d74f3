# Giving up the GIL where it is not known whether the caller holds it. Internal to the shipped .pxd files:
# blocking on a lock with the GIL held is how a thread that holds the lock and wants the GIL deadlocks.
cdef extern from *:
    """
    inline int cy_has_gil(void) {
    #if PY_VERSION_HEX >= 0x030D0000
        return PyThreadState_GetUnchecked() != NULL;
    #elif PY_VERSION_HEX >= 0x030C0000
        return _PyThreadState_UncheckedGet() != NULL;
    #else
        return PyGILState_Check();
    #endif
    }
    /* NULL: there was nothing to give up */
    inline PyThreadState* cy_release_gil_if_held(void) {
        return cy_has_gil() ? PyEval_SaveThread() : NULL;
    }
    inline void cy_take_gil_back(PyThreadState* state) {
        if (state != NULL) PyEval_RestoreThread(state);
    }
    """

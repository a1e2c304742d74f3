# Sets and frozen sets. A frozenset may be filled with PySet_Add only while nobody else has seen it.
cdef extern from "Python.h":
    bint PySet_Check(object o)
    bint PyFrozenSet_Check(object o)
    bint PyFrozenSet_CheckExact(object o)
    bint PyAnySet_Check(object o)
    bint PyAnySet_CheckExact(object o)
    object PySet_New(object o)
    object PyFrozenSet_New(object o)
    Py_ssize_t PySet_Size(object anyset) except -1
    Py_ssize_t PySet_GET_SIZE(object anyset)
    bint PySet_Contains(object anyset, object key) except -1
    int PySet_Add(object o, object key) except -1
    bint PySet_Discard(object o, object key) except -1
    object PySet_Pop(object o)
    int PySet_Clear(object o)

# Context variables. PyContextVar_Get gives an owned reference, or NULL where there is no value.
from cpython.object cimport PyObject
from cpython.ref cimport Py_XDECREF

cdef extern from "Python.h":
    bint PyContext_CheckExact(object obj)
    bint PyContextVar_CheckExact(object obj)
    bint PyContextToken_CheckExact(object obj)
    object PyContext_New()
    object PyContext_Copy(object ctx)
    object PyContext_CopyCurrent()
    int PyContext_Enter(object ctx) except -1
    int PyContext_Exit(object ctx) except -1
    object PyContextVar_New(const char* name, PyObject* default_value)
    object PyContextVar_New_with_default "PyContextVar_New"(const char* name, object default_value)
    int PyContextVar_Get(object var, PyObject* default_value, PyObject** value) except -1
    int PyContextVar_Get_with_default "PyContextVar_Get"(object var, object default_value,
            PyObject** value) except -1
    object PyContextVar_Set(object var, object value)
    int PyContextVar_Reset(object var, object token) except -1

# Turns an owned pointer into a counted reference.
cdef inline object _take_value(PyObject* value):
    result = <object>value
    Py_XDECREF(value)
    return result


# The value of the variable; else the default given with it when it was made; else default_value.
cdef inline object get_value(var, default_value=None):
    cdef PyObject* value = NULL
    PyContextVar_Get(var, NULL, &value)
    return default_value if value is NULL else _take_value(value)


# The value of the variable; else default_value: the variable's own default is not asked for.
cdef inline object get_value_no_default(var, default_value=None):
    cdef PyObject* value = NULL
    PyContextVar_Get(var, <PyObject*>default_value, &value)
    return _take_value(value)

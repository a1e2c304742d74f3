# Dictionaries that do not change (Python 3.15). In older versions an ordinary dict stands in.
cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030F00A6
    #define cy_PyFrozenDict_New PyFrozenDict_New
    #define cy_PyFrozenDict_Check PyFrozenDict_Check
    #define cy_PyFrozenDict_CheckExact PyFrozenDict_CheckExact
    #define cy_PyAnyDict_Check PyAnyDict_Check
    #define cy_PyAnyDict_CheckExact PyAnyDict_CheckExact
    #else
    inline PyObject* cy_PyFrozenDict_New(PyObject* items) {
        if (items == NULL) return PyDict_New();
        return PyObject_CallFunctionObjArgs((PyObject*)&PyDict_Type, items, NULL);
    }
    #define cy_PyFrozenDict_Check PyDict_Check
    #define cy_PyFrozenDict_CheckExact PyDict_CheckExact
    #define cy_PyAnyDict_Check PyDict_Check
    #define cy_PyAnyDict_CheckExact PyDict_CheckExact
    #endif
    inline PyObject* cy_PyFrozenDict_NewEmpty(void) { return cy_PyFrozenDict_New(NULL); }
    """
    bint PyAnyDict_Check "cy_PyAnyDict_Check"(object p)
    bint PyAnyDict_CheckExact "cy_PyAnyDict_CheckExact"(object p)
    bint PyFrozenDict_Check "cy_PyFrozenDict_Check"(object p)
    bint PyFrozenDict_CheckExact "cy_PyFrozenDict_CheckExact"(object p)
    frozendict PyFrozenDict_New "cy_PyFrozenDict_New"(object iterable)
    frozendict PyFrozenDict_NewEmpty "cy_PyFrozenDict_NewEmpty"()

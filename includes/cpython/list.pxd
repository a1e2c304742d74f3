# Lists. PyList_New(n) has n empty places: fill them with PyList_SET_ITEM before anyone sees the list.
# PyList_SetItem and PyList_SET_ITEM steal: give them a reference of their own (Py_INCREF).
from cpython.object cimport PyObject

cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030D00A4
    #define cy_PyList_GetItemRef PyList_GetItemRef
    #else
    inline PyObject* cy_PyList_GetItemRef(PyObject* list, Py_ssize_t index) {
        PyObject* item = PyList_GetItem(list, index);
        Py_XINCREF(item);
        return item;
    }
    #endif
    #if PY_VERSION_HEX >= 0x030D00A2
    #define cy_PyList_Extend PyList_Extend
    #define cy_PyList_Clear PyList_Clear
    #else
    inline int cy_PyList_Extend(PyObject* list, PyObject* items) {
        return PyList_SetSlice(list, PY_SSIZE_T_MAX, PY_SSIZE_T_MAX, items);
    }
    inline int cy_PyList_Clear(PyObject* list) { return PyList_SetSlice(list, 0, PY_SSIZE_T_MAX, NULL); }
    #endif
    """

cdef extern from "Python.h":
    bint PyList_Check(object p)
    bint PyList_CheckExact(object p)
    list PyList_New(Py_ssize_t len)
    Py_ssize_t PyList_Size(object o) except -1
    Py_ssize_t PyList_GET_SIZE(object op)

    # a borrowed reference, but for GetItemRef
    PyObject* PyList_GetItem(object o, Py_ssize_t index) except NULL
    PyObject* PyList_GET_ITEM(object o, Py_ssize_t i)
    object PyList_GetItemRef "cy_PyList_GetItemRef"(object o, Py_ssize_t index)

    int PyList_SetItem(object o, Py_ssize_t index, object item) except -1
    void PyList_SET_ITEM(object op, Py_ssize_t i, object o)
    int PyList_Insert(object o, Py_ssize_t index, object item) except -1
    int PyList_Append(object o, object item) except -1
    int PyList_Extend "cy_PyList_Extend"(object o, object iterable) except -1
    int PyList_Clear "cy_PyList_Clear"(object o) except -1
    list PyList_GetSlice(object o, Py_ssize_t low, Py_ssize_t high)
    int PyList_SetSlice(object o, Py_ssize_t low, Py_ssize_t high, object itemlist) except -1
    int PyList_Sort(object o) except -1
    int PyList_Reverse(object o) except -1
    tuple PyList_AsTuple(object o)

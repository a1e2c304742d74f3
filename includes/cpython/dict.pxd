# Dictionaries. The names that end in Ref are those of Python 3.13 and give owned references (1 found, 0
# not); for older versions they are made here.
from cpython.object cimport PyObject
from cpython.pyport cimport uint64_t

cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030D00A1
    #define cy_PyDict_GetItemRef PyDict_GetItemRef
    #define cy_PyDict_GetItemStringRef PyDict_GetItemStringRef
    #else
    inline int cy_PyDict_GetItemRef(PyObject* dict, PyObject* key, PyObject** result) {
        *result = PyDict_GetItemWithError(dict, key);
        if (*result == NULL) return PyErr_Occurred() ? -1 : 0;
        Py_INCREF(*result);
        return 1;
    }
    inline int cy_PyDict_GetItemStringRef(PyObject* dict, const char* key, PyObject** result) {
        PyObject* name = PyUnicode_FromString(key);
        if (name == NULL) {
            *result = NULL;
            return -1;
        }
        int found = cy_PyDict_GetItemRef(dict, name, result);
        Py_DECREF(name);
        return found;
    }
    #endif
    #if PY_VERSION_HEX >= 0x030D00A4
    #define cy_PyDict_SetDefaultRef PyDict_SetDefaultRef
    #else
    inline int cy_PyDict_SetDefaultRef(PyObject* dict, PyObject* key, PyObject* value,
            PyObject** result) {
        PyObject* present = PyDict_GetItemWithError(dict, key);
        int found = present != NULL;
        if (!found && !PyErr_Occurred()) present = PyDict_SetDefault(dict, key, value);
        if (present == NULL) found = -1;
        else if (result != NULL) Py_INCREF(present);
        if (result != NULL) *result = present;
        return found;
    }
    #endif
    """

cdef extern from "Python.h":
    bint PyDict_Check(object p)
    bint PyDict_CheckExact(object p)
    dict PyDict_New()
    object PyDictProxy_New(object o)
    dict PyDict_Copy(object p)
    void PyDict_Clear(object p)
    Py_ssize_t PyDict_Size(object p) except -1
    int PyDict_Contains(object p, object key) except -1

    # borrowed references; the first two swallow errors
    PyObject* PyDict_GetItem(object p, object key)
    PyObject* PyDict_GetItemString(object p, const char* key)
    PyObject* PyDict_GetItemWithError(object p, object key) except? NULL
    PyObject* PyDict_SetDefault(object p, object key, object default) except NULL

    # owned references
    int PyDict_GetItemRef "cy_PyDict_GetItemRef"(
        object mp, object key, PyObject** result) except -1
    int PyDict_GetItemStringRef "cy_PyDict_GetItemStringRef"(
        object mp, const char* key, PyObject** result) except -1
    int PyDict_SetDefaultRef "cy_PyDict_SetDefaultRef"(
        object mp, object key, object default_value, PyObject** result) except -1

    int PyDict_SetItem(object p, object key, object val) except -1
    int PyDict_SetItemString(object p, const char* key, object val) except -1
    int PyDict_DelItem(object p, object key) except -1
    int PyDict_DelItemString(object p, const char* key) except -1
    list PyDict_Items(object p)
    list PyDict_Keys(object p)
    list PyDict_Values(object p)
    int PyDict_Merge(object a, object b, int override) except -1
    int PyDict_Update(object a, object b) except -1
    int PyDict_MergeFromSeq2(object a, object seq2, int override) except -1

    # borrowed key and value; the position starts at 0 and is not to be used otherwise
    int PyDict_Next(object p, Py_ssize_t* ppos, PyObject** pkey, PyObject** pvalue)

# Weak references. GetObject borrows and may be overtaken by the end of the object; PyWeakref_GetRef (Python
# 3.13; for older versions it is made here) gives an owned reference, and tells whether the object still
# lives.
from cpython.object cimport PyObject

cdef extern from *:
    """
    #if PY_VERSION_HEX >= 0x030D00A1
    #define cy_PyWeakref_GetRef PyWeakref_GetRef
    #else
    inline int cy_PyWeakref_GetRef(PyObject* reference, PyObject** result) {
        PyObject* target = PyWeakref_GetObject(reference);
        *result = NULL;
        if (target == NULL) return -1;
        if (target == Py_None) return 0;
        Py_INCREF(target);
        *result = target;
        return 1;
    }
    #endif
    """

cdef extern from "Python.h":
    bint PyWeakref_Check(object ob)
    bint PyWeakref_CheckRef(object ob)
    bint PyWeakref_CheckProxy(object o)
    object PyWeakref_NewRef(object ob, object callback)
    object PyWeakref_NewProxy(object ob, object callback)
    bint PyWeakref_GetRef "cy_PyWeakref_GetRef"(object ref, PyObject** pobj) except -1
    PyObject* PyWeakref_GetObject(object ref) except NULL
    PyObject* PyWeakref_GET_OBJECT(object ref)

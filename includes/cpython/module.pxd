# Modules and their import.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    ctypedef struct _inittab

    object PyImport_ImportModule(const char* name)
    object PyImport_ImportModuleEx(const char* name, object globals, object locals, object fromlist)
    object PyImport_ImportModuleLevel(
        const char* name, object globals, object locals, object fromlist, int level)
    object PyImport_Import(object name)
    object PyImport_ReloadModule(object m)
    PyObject* PyImport_AddModule(const char* name) except NULL
    object PyImport_ExecCodeModule(const char* name, object co)
    long PyImport_GetMagicNumber()
    PyObject* PyImport_GetModuleDict() except NULL
    int PyImport_ImportFrozenModule(const char* name) except -1
    int PyImport_ExtendInittab(_inittab* newtab) except -1

    bint PyModule_Check(object p)
    bint PyModule_CheckExact(object p)
    object PyModule_New(const char* name)
    object PyModule_NewObject(object name)
    PyObject* PyModule_GetDict(object module) except NULL
    char* PyModule_GetName(object module) except NULL
    object PyModule_GetNameObject(object module)
    char* PyModule_GetFilename(object module) except NULL
    object PyModule_GetFilenameObject(object module)
    void* PyModule_GetState(object module)

    # AddObject steals: give it a reference of its own
    int PyModule_AddObject(object module, const char* name, object value) except -1
    int PyModule_AddIntConstant(object module, const char* name, long value) except -1
    int PyModule_AddStringConstant(object module, const char* name, const char* value) except -1

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

    bint PyModule_Check(object o)
    bint PyModule_CheckExact(object o)
    object PyModule_New(const char* name)
    object PyModule_NewObject(object name)
    PyObject* PyModule_GetDict(object o) except NULL
    char* PyModule_GetName(object o) except NULL
    object PyModule_GetNameObject(object o)
    char* PyModule_GetFilename(object o) except NULL
    object PyModule_GetFilenameObject(object o)
    void* PyModule_GetState(object o)

    # AddObject steals: give it a reference of its own
    int PyModule_AddObject(object mod, const char*, object value) except -1
    int PyModule_AddIntConstant(object o, const char*, long) except -1
    int PyModule_AddStringConstant(object o, const char*, const char*) except -1

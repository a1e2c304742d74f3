# The structures of objects and types, and the protocol every object has. PyObject* is a pointer the
# compiler does not count; object is a counted reference. In function types the arguments are borrowed and a
# returned object is a new reference.
cimport cpython.type
from libc.stdio cimport FILE

cdef extern from "Python.h":
    ctypedef struct PyTypeObject

    ctypedef struct PyObject:
        Py_ssize_t ob_refcnt
        PyTypeObject* ob_type

    # function types of slots
    ctypedef object (*unaryfunc)(object)
    ctypedef object (*binaryfunc)(object, object)
    ctypedef object (*ternaryfunc)(object, object, object)
    ctypedef int (*inquiry)(object) except -1
    ctypedef Py_ssize_t (*lenfunc)(object) except -1
    ctypedef object (*ssizeargfunc)(object, Py_ssize_t)
    ctypedef object (*ssizessizeargfunc)(object, Py_ssize_t, Py_ssize_t)
    ctypedef int (*ssizeobjargproc)(object, Py_ssize_t, object) except -1
    ctypedef int (*ssizessizeobjargproc)(object, Py_ssize_t, Py_ssize_t, object) except -1
    ctypedef int (*objobjargproc)(object, object, object) except -1
    ctypedef int (*objobjproc)(object, object) except -1
    ctypedef Py_hash_t (*hashfunc)(object) except -1
    ctypedef object (*reprfunc)(object)
    ctypedef int (*cmpfunc)(object, object) except -2
    ctypedef object (*richcmpfunc)(object, object, int)
    ctypedef object (*descrgetfunc)(object, object, object)
    ctypedef int (*descrsetfunc)(object, object, object) except -1
    ctypedef object (*newfunc)(cpython.type.type, PyObject*, PyObject*)
    # these run while an object is made or destroyed: nothing is counted
    ctypedef void (*freefunc)(void*)
    ctypedef void (*destructor)(PyObject*)
    ctypedef int (*visitproc)(PyObject*, void*) except -1
    ctypedef int (*traverseproc)(PyObject*, visitproc, void*) except -1

    ctypedef object (*PyCFunction)(object, object)

    ctypedef struct PyMethodDef:
        const char* ml_name
        PyCFunction ml_meth
        int ml_flags
        const char* ml_doc

    ctypedef struct PyTypeObject:
        const char* tp_name
        const char* tp_doc
        Py_ssize_t tp_basicsize
        Py_ssize_t tp_itemsize
        Py_ssize_t tp_dictoffset
        unsigned long tp_flags
        unsigned int tp_version_tag
        PyTypeObject* tp_base
        PyObject* tp_dict
        PyMethodDef* tp_methods
        newfunc tp_new
        destructor tp_dealloc
        destructor tp_del
        destructor tp_finalize
        freefunc tp_free
        traverseproc tp_traverse
        inquiry tp_clear
        ternaryfunc tp_call
        hashfunc tp_hash
        reprfunc tp_str
        reprfunc tp_repr
        cmpfunc tp_compare
        richcmpfunc tp_richcompare
        descrgetfunc tp_descr_get
        descrsetfunc tp_descr_set

    const long Py_TPFLAGS_DEFAULT
    const long Py_TPFLAGS_HEAPTYPE
    const long Py_TPFLAGS_BASETYPE
    const long Py_TPFLAGS_IMMUTABLETYPE
    const long Py_TPFLAGS_DISALLOW_INSTANTIATION
    const long Py_TPFLAGS_READY
    const long Py_TPFLAGS_READYING
    const long Py_TPFLAGS_HAVE_GC
    const long Py_TPFLAGS_HAVE_VECTORCALL
    const long Py_TPFLAGS_HAVE_FINALIZE
    const long Py_TPFLAGS_HAVE_VERSION_TAG
    const long Py_TPFLAGS_VALID_VERSION_TAG
    const long Py_TPFLAGS_HAVE_STACKLESS_EXTENSION
    const long Py_TPFLAGS_METHOD_DESCRIPTOR
    const long Py_TPFLAGS_IS_ABSTRACT
    const long Py_TPFLAGS_ITEMS_AT_END
    const long Py_TPFLAGS_MANAGED_DICT
    const long Py_TPFLAGS_MANAGED_WEAKREF
    const long Py_TPFLAGS_MAPPING
    const long Py_TPFLAGS_SEQUENCE
    const long Py_TPFLAGS_INT_SUBCLASS
    const long Py_TPFLAGS_LONG_SUBCLASS
    const long Py_TPFLAGS_LIST_SUBCLASS
    const long Py_TPFLAGS_TUPLE_SUBCLASS
    const long Py_TPFLAGS_STRING_SUBCLASS
    const long Py_TPFLAGS_UNICODE_SUBCLASS
    const long Py_TPFLAGS_DICT_SUBCLASS
    const long Py_TPFLAGS_BASE_EXC_SUBCLASS
    const long Py_TPFLAGS_TYPE_SUBCLASS

    # the operation of a rich comparison
    int Py_LT
    int Py_LE
    int Py_EQ
    int Py_NE
    int Py_GT
    int Py_GE

    # type and size
    PyTypeObject* Py_TYPE(object ob)
    Py_ssize_t Py_SIZE(object o)
    object PyObject_Type(object o)
    bint PyObject_TypeCheck(object o, PyTypeObject* type)
    Py_ssize_t PyObject_Size(object o) except -1
    Py_ssize_t PyObject_Length(object o) except -1
    Py_ssize_t PyObject_LengthHint(object o, Py_ssize_t default) except -1

    # attributes
    bint PyObject_HasAttr(object o, object attr_name)
    bint PyObject_HasAttrString(object o, const char* attr_name)
    object PyObject_GetAttr(object o, object attr_name)
    object PyObject_GetAttrString(object o, const char* attr_name)
    int PyObject_SetAttr(object o, object attr_name, object v) except -1
    int PyObject_SetAttrString(object o, const char* attr_name, object v) except -1
    int PyObject_DelAttr(object o, object attr_name) except -1
    int PyObject_DelAttrString(object o, const char* attr_name) except -1
    object PyObject_GenericGetAttr(object o, object attr_name)
    int PyObject_GenericSetAttr(object o, object attr_name, object v) except -1
    object PyObject_GenericGetDict(object o, void* context)
    int PyObject_GenericSetDict(object o, object value, void* context) except -1
    object PyObject_Dir(object o)

    # items and iteration
    object PyObject_GetItem(object o, object key)
    int PyObject_SetItem(object o, object key, object v) except -1
    int PyObject_DelItem(object o, object key) except -1
    object PyObject_GetIter(object o)

    # calls
    bint PyCallable_Check(object o)
    object PyObject_Call(object callable_object, object args, object kw)
    object PyObject_CallObject(object callable_object, object args)
    object PyObject_CallFunction(object callable, const char* format, ...)
    object PyObject_CallFunctionObjArgs(object callable, ...)
    object PyObject_CallMethod(object o, const char* method, const char* format, ...)
    object PyObject_CallMethodObjArgs(object o, object name, ...)

    # comparison, truth, hash
    object PyObject_RichCompare(object o1, object o2, int opid)
    bint PyObject_RichCompareBool(object o1, object o2, int opid) except -1
    bint PyObject_IsInstance(object inst, object cls) except -1
    bint PyObject_IsSubclass(object derived, object cls) except -1
    bint PyObject_IsTrue(object o) except -1
    bint PyObject_Not(object o) except -1
    long PyObject_Hash(object o) except? -1
    int PyObject_Compare(object o1, object o2) except *  # gone from Python 3
    int PyObject_Cmp(object o1, object o2, int* result) except -1  # gone from Python 3

    # text
    object PyObject_Str(object o)
    object PyObject_Repr(object o)
    object PyObject_Bytes(object o)
    object PyObject_Format(object obj, object format_spec)
    int PyObject_Print(object o, FILE* fp, int flags) except -1
    int PyObject_AsFileDescriptor(object o) except -1

    # memory of objects
    void* PyObject_Malloc(size_t size)
    void* PyObject_Realloc(void* ptr, size_t new_size)
    void PyObject_Free(void* ptr)

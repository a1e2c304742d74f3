# array.array with its storage: the items without boxing, and quick ways to make, copy and resize arrays.
#
#     from cpython cimport array
#     cdef array.array values = array.clone(template, 1000, zero=True)
#     values.data.as_doubles[0] = 1.5
#
# Which member of data is the right one follows from the typecode; nothing checks it.
from cpython.exc cimport PyErr_BadArgument
from cpython.mem cimport PyObject_Free, PyObject_Malloc
from cpython.object cimport Py_SIZE
from cpython.ref cimport PyTypeObject, Py_TYPE
from libc.string cimport memcpy, memset

cdef extern from *:
    """
    /* The layout of Modules/arraymodule.c, which no header of CPython declares. */
    struct arrayobject;
    struct arraydescr {
        union {
            char typecode_char;      /* up to Python 3.14 */
            char typecode_array[3];  /* since Python 3.15 */
        };
        int itemsize;
        PyObject* (*getitem)(struct arrayobject*, Py_ssize_t);
        int (*setitem)(struct arrayobject*, Py_ssize_t, PyObject*);
        /* more follows, which is not used here */
    };
    union cy_array_data {
        char* as_chars;
        signed char* as_schars;
        unsigned char* as_uchars;
        short* as_shorts;
        unsigned short* as_ushorts;
        int* as_ints;
        unsigned int* as_uints;
        long* as_longs;
        unsigned long* as_ulongs;
        long long* as_longlongs;
        unsigned long long* as_ulonglongs;
        float* as_floats;
        double* as_doubles;
        wchar_t* as_pyunicodes;
        void* as_voidptr;
    };
    struct arrayobject {
        PyObject_HEAD
        Py_ssize_t ob_size;
        union cy_array_data data;
        Py_ssize_t allocated;
        struct arraydescr* ob_descr;
        PyObject* weakreflist;
        Py_ssize_t ob_exports;
    };
    /* void*: an array is passed by the type of its structure or as an object */
    inline struct arrayobject* cy_array_object(void* array) {
        return static_cast<struct arrayobject*>(array);
    }
    inline union cy_array_data cy_array_data_of(void* array) { return cy_array_object(array)->data; }
    inline struct arraydescr* cy_array_descr_of(void* array) { return cy_array_object(array)->ob_descr; }

    inline PyObject* cy_array_new(PyTypeObject* type, Py_ssize_t size, struct arraydescr* descr) {
        if (size < 0) {
            PyErr_BadInternalCall();
            return NULL;
        }
        if (size > PY_SSIZE_T_MAX / descr->itemsize) return PyErr_NoMemory();
        PyObject* result = type->tp_alloc(type, 0);
        if (result == NULL) return NULL;
        struct arrayobject* array = cy_array_object(result);
        array->ob_descr = descr;
        array->allocated = size;
        array->weakreflist = NULL;
        array->ob_size = size;
        array->data.as_voidptr = NULL;
        if (size > 0) {
            array->data.as_voidptr = PyMem_Malloc(static_cast<size_t>(size) * descr->itemsize);
            if (array->data.as_voidptr == NULL) {
                array->ob_size = 0;
                Py_DECREF(result);
                return PyErr_NoMemory();
            }
        }
        return result;
    }

    /* room for at least size items, of which size are in use afterwards */
    inline int cy_array_reserve(void* object, Py_ssize_t size, Py_ssize_t room) {
        struct arrayobject* array = cy_array_object(object);
        Py_ssize_t itemsize = array->ob_descr->itemsize;
        if (array->ob_exports > 0 && size != array->ob_size) {
            PyErr_SetString(PyExc_BufferError, "cannot resize an array that is exporting buffers");
            return -1;
        }
        if (size < 0 || room > PY_SSIZE_T_MAX / itemsize) {
            PyErr_NoMemory();
            return -1;
        }
        void* items = PyMem_Realloc(array->data.as_voidptr,
                static_cast<size_t>(room > 0 ? room * itemsize : 1));
        if (items == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        array->data.as_voidptr = items;
        array->allocated = room;
        array->ob_size = size;
        return 0;
    }
    inline int cy_array_resize(void* array, Py_ssize_t size) { return cy_array_reserve(array, size,
            size); }
    /* keeps the memory unless it is too small or more than four times too large; grows by half */
    inline int cy_array_resize_smart(void* object, Py_ssize_t size) {
        struct arrayobject* array = cy_array_object(object);
        if (array->allocated >= size && size * 4 > array->allocated && array->ob_exports == 0 && size >= 0) {
            array->ob_size = size;
            return 0;
        }
        return cy_array_reserve(object, size, size > 0 ? size + size / 2 + 1 : size);
    }
    """
    ctypedef class array.array [object arrayobject]
    ctypedef object GETF(array a, Py_ssize_t ix)
    ctypedef object SETF(array a, Py_ssize_t ix, object o)

    ctypedef struct arraydescr "struct arraydescr":
        char typecode "typecode_char"
        char typecode_char
        char typecode_array[3]
        int itemsize
        GETF getitem
        SETF setitem

    ctypedef union __data_union "union cy_array_data":
        char* as_chars
        signed char* as_schars
        unsigned char* as_uchars
        short* as_shorts
        unsigned short* as_ushorts
        int* as_ints
        unsigned int* as_uints
        long* as_longs
        unsigned long* as_ulongs
        long long* as_longlongs
        unsigned long long* as_ulonglongs
        float* as_floats
        double* as_doubles
        Py_UNICODE* as_pyunicodes
        void* as_voidptr

    ctypedef class array.array [object arrayobject]:
        cdef __cythonbufferdefaults__ = {'ndim': 1, 'mode': 'c'}

        cdef:
            Py_ssize_t ob_size

        @property
        cdef inline __data_union data(self) noexcept nogil:
            return __Pyx_PyArray_Data(self)

        @property
        cdef inline arraydescr* ob_descr(self) noexcept nogil:
            return __Pyx_PyArray_Descr(self)

    __data_union __Pyx_PyArray_Data "cy_array_data_of"(array self) noexcept nogil
    arraydescr* __Pyx_PyArray_Descr "cy_array_descr_of"(array self) noexcept nogil

    # items are not initialised
    array newarrayobject "cy_array_new"(PyTypeObject* type, Py_ssize_t size, arraydescr* descr)
    # new items are not initialised; the smart one leaves room to grow
    int resize "cy_array_resize"(array self, Py_ssize_t n) except -1
    int resize_smart "cy_array_resize_smart"(array self, Py_ssize_t n) except -1


# A new array of the type of template.
cdef inline array clone(array template, Py_ssize_t length, bint zero):
    cdef array result = newarrayobject(Py_TYPE(template), length, template.ob_descr)
    if zero:
        memset(result.data.as_voidptr, 0, <size_t>length * result.ob_descr.itemsize)
    return result


cdef inline array copy(array self):
    cdef array result = newarrayobject(Py_TYPE(self), Py_SIZE(self), self.ob_descr)
    memcpy(result.data.as_voidptr, self.data.as_voidptr, <size_t>Py_SIZE(self) * self.ob_descr.itemsize)
    return result


# Appends n items (not bytes) that stuff points to.
cdef inline int extend_buffer(array self, char* stuff, Py_ssize_t n) except -1:
    cdef Py_ssize_t length = Py_SIZE(self)
    cdef Py_ssize_t itemsize = self.ob_descr.itemsize
    resize_smart(self, length + n)
    memcpy(self.data.as_chars + length * itemsize, stuff, <size_t>(n * itemsize))
    return 0


# Appends the items of an array of the same typecode.
cdef inline int extend(array self, array other) except -1:
    if self.ob_descr.typecode != other.ob_descr.typecode:
        PyErr_BadArgument()
    return extend_buffer(self, other.data.as_chars, Py_SIZE(other))


# Sets every item to zero.
cdef inline void zero(array self) noexcept:
    memset(self.data.as_voidptr, 0, <size_t>Py_SIZE(self) * self.ob_descr.itemsize)

# The C interface of NumPy, for builds that find no declarations of NumPy's own: types, arrays, and the functions most in use.
from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF

cdef extern from "numpy/arrayobject.h":
    ctypedef Py_ssize_t npy_intp
    ctypedef size_t npy_uintp
    ctypedef unsigned char npy_bool
    ctypedef signed char npy_byte
    ctypedef signed short npy_short
    ctypedef signed int npy_int
    ctypedef signed long npy_long
    ctypedef signed long long npy_longlong
    ctypedef unsigned char npy_ubyte
    ctypedef unsigned short npy_ushort
    ctypedef unsigned int npy_uint
    ctypedef unsigned long npy_ulong
    ctypedef unsigned long long npy_ulonglong
    ctypedef float npy_float
    ctypedef double npy_double
    ctypedef long double npy_longdouble
    ctypedef signed char npy_int8
    ctypedef signed short npy_int16
    ctypedef signed int npy_int32
    ctypedef signed long long npy_int64
    ctypedef unsigned char npy_uint8
    ctypedef unsigned short npy_uint16
    ctypedef unsigned int npy_uint32
    ctypedef unsigned long long npy_uint64
    ctypedef float npy_float32
    ctypedef double npy_float64
    ctypedef long double npy_float80
    ctypedef long double npy_float96
    ctypedef long double npy_float128

    cdef enum NPY_TYPES:
        NPY_BOOL, NPY_BYTE, NPY_UBYTE, NPY_SHORT, NPY_USHORT, NPY_INT, NPY_UINT, NPY_LONG, NPY_ULONG
        NPY_LONGLONG, NPY_ULONGLONG, NPY_FLOAT, NPY_DOUBLE, NPY_LONGDOUBLE
        NPY_CFLOAT, NPY_CDOUBLE, NPY_CLONGDOUBLE, NPY_OBJECT, NPY_STRING, NPY_UNICODE, NPY_VOID
        NPY_DATETIME, NPY_TIMEDELTA, NPY_NOTYPE
        NPY_INT8, NPY_INT16, NPY_INT32, NPY_INT64, NPY_UINT8, NPY_UINT16, NPY_UINT32, NPY_UINT64
        NPY_FLOAT16, NPY_FLOAT32, NPY_FLOAT64, NPY_COMPLEX64, NPY_COMPLEX128, NPY_INTP, NPY_UINTP

    ctypedef enum NPY_ORDER:
        NPY_ANYORDER, NPY_CORDER, NPY_FORTRANORDER, NPY_KEEPORDER
    ctypedef enum NPY_CASTING:
        NPY_NO_CASTING, NPY_EQUIV_CASTING, NPY_SAFE_CASTING, NPY_SAME_KIND_CASTING, NPY_UNSAFE_CASTING
    ctypedef enum NPY_CLIPMODE:
        NPY_CLIP, NPY_WRAP, NPY_RAISE
    enum:
        NPY_ARRAY_C_CONTIGUOUS, NPY_ARRAY_F_CONTIGUOUS, NPY_ARRAY_OWNDATA, NPY_ARRAY_FORCECAST
        NPY_ARRAY_ENSURECOPY, NPY_ARRAY_ENSUREARRAY, NPY_ARRAY_ALIGNED, NPY_ARRAY_NOTSWAPPED
        NPY_ARRAY_WRITEABLE, NPY_ARRAY_BEHAVED, NPY_ARRAY_CARRAY, NPY_ARRAY_FARRAY, NPY_ARRAY_DEFAULT
        NPY_ARRAY_IN_ARRAY, NPY_ARRAY_OUT_ARRAY, NPY_ARRAY_INOUT_ARRAY, NPY_ARRAY_UPDATE_ALL
        NPY_MAXDIMS
    npy_intp NPY_MAX_ELSIZE

    ctypedef struct PyArrayObject:
        pass
    ctypedef class numpy.dtype [object PyArray_Descr, check_size ignore]:
        cdef PyTypeObject* typeobj
        cdef char kind
        cdef char type
        cdef char byteorder
        cdef int type_num
    ctypedef class numpy.flatiter [object PyArrayIterObject, check_size ignore]:
        pass
    ctypedef class numpy.broadcast [object PyArrayMultiIterObject, check_size ignore]:
        pass
    ctypedef class numpy.ndarray [object PyArrayObject, check_size ignore]:
        @property
        cdef inline PyObject* base(self) noexcept nogil:
            return PyArray_BASE(self)
        @property
        cdef inline dtype descr(self):
            return <dtype>PyArray_DESCR(self)
        @property
        cdef inline int ndim(self) noexcept nogil:
            return PyArray_NDIM(self)
        @property
        cdef inline npy_intp* shape(self) noexcept nogil:
            return PyArray_DIMS(self)
        @property
        cdef inline npy_intp* strides(self) noexcept nogil:
            return PyArray_STRIDES(self)
        @property
        cdef inline npy_intp size(self) noexcept nogil:
            return PyArray_SIZE(self)
        @property
        cdef inline char* data(self) noexcept nogil:
            return PyArray_BYTES(self)
    ctypedef class numpy.generic [object PyObject, check_size ignore]:
        pass

    void* PyArray_DATA(ndarray array) nogil
    char* PyArray_BYTES(ndarray array) nogil
    npy_intp* PyArray_DIMS(ndarray array) nogil
    npy_intp* PyArray_SHAPE(ndarray array) nogil
    npy_intp* PyArray_STRIDES(ndarray array) nogil
    npy_intp PyArray_DIM(ndarray array, int axis) nogil
    npy_intp PyArray_STRIDE(ndarray array, int axis) nogil
    int PyArray_NDIM(ndarray array) nogil
    npy_intp PyArray_SIZE(ndarray array) nogil
    npy_intp PyArray_NBYTES(ndarray array) nogil
    int PyArray_ITEMSIZE(ndarray array) nogil
    int PyArray_FLAGS(ndarray array) nogil
    int PyArray_TYPE(ndarray array) nogil
    PyObject* PyArray_BASE(ndarray array) nogil
    PyObject* PyArray_DESCR "(PyObject*)PyArray_DESCR"(ndarray array) nogil
    bint PyArray_CHKFLAGS(ndarray array, int flags) nogil
    bint PyArray_ISCONTIGUOUS(ndarray array) nogil
    bint PyArray_IS_C_CONTIGUOUS(ndarray array) nogil
    bint PyArray_IS_F_CONTIGUOUS(ndarray array) nogil
    bint PyArray_ISWRITEABLE(ndarray array) nogil
    bint PyArray_ISALIGNED(ndarray array) nogil
    void* PyArray_GETPTR1(ndarray array, npy_intp i) nogil
    void* PyArray_GETPTR2(ndarray array, npy_intp i, npy_intp j) nogil
    void* PyArray_GETPTR3(ndarray array, npy_intp i, npy_intp j, npy_intp k) nogil
    void* PyArray_GETPTR4(ndarray array, npy_intp i, npy_intp j, npy_intp k, npy_intp l) nogil
    void PyArray_ENABLEFLAGS(ndarray array, int flags)
    void PyArray_CLEARFLAGS(ndarray array, int flags)
    int PyArray_SetBaseObject(ndarray array, object base) except -1

    bint PyArray_Check(object o)
    bint PyArray_CheckExact(object o)
    bint PyArray_IsZeroDim(object o)
    bint PyArray_CheckScalar(object o)
    bint PyArray_IsPythonNumber(object o)

    object PyArray_SimpleNew(int ndim, npy_intp* shape, int type_num)
    object PyArray_SimpleNewFromData(int ndim, npy_intp* shape, int type_num, void* data)
    object PyArray_ZEROS(int ndim, npy_intp* shape, int type_num, int fortran)
    object PyArray_EMPTY(int ndim, npy_intp* shape, int type_num, int fortran)
    object PyArray_FROM_O(object o)
    object PyArray_FROM_OF(object o, int flags)
    object PyArray_FROM_OT(object o, int type_num)
    object PyArray_FROM_OTF(object o, int type_num, int flags)
    object PyArray_ContiguousFromAny(object o, int type_num, int min_depth, int max_depth)
    object PyArray_NewCopy(ndarray array, NPY_ORDER order)
    object PyArray_Copy(ndarray array)
    object PyArray_Return(ndarray array)
    object PyArray_Ravel(ndarray array, NPY_ORDER order)
    int PyArray_CopyInto(ndarray to, ndarray source) except -1
    int PyArray_FILLWBYTE(ndarray array, int value)
    dtype PyArray_DescrFromType(int type_num)
    bint PyArray_EquivTypes(dtype a, dtype b)

    int _import_array() except -1
    int cy_import_umath "_import_umath"() except -1

ctypedef npy_int8 int8_t
ctypedef npy_int16 int16_t
ctypedef npy_int32 int32_t
ctypedef npy_int64 int64_t
ctypedef npy_uint8 uint8_t
ctypedef npy_uint16 uint16_t
ctypedef npy_uint32 uint32_t
ctypedef npy_uint64 uint64_t
ctypedef npy_float32 float32_t
ctypedef npy_float64 float64_t
ctypedef npy_byte byte_t
ctypedef npy_ubyte ubyte_t
ctypedef npy_short short_t
ctypedef npy_ushort ushort_t
ctypedef npy_int int_t
ctypedef npy_long long_t
ctypedef npy_longlong longlong_t
ctypedef npy_uint uint_t
ctypedef npy_ulong ulong_t
ctypedef npy_ulonglong ulonglong_t
ctypedef npy_intp intp_t
ctypedef npy_uintp uintp_t
ctypedef npy_double float_t
ctypedef npy_double double_t
ctypedef npy_longdouble longdouble_t
ctypedef npy_bool bool_t
ctypedef float complex cfloat_t
ctypedef double complex cdouble_t
ctypedef long double complex clongdouble_t
ctypedef float complex complex64_t
ctypedef double complex complex128_t
ctypedef double complex complex_t

cdef inline int import_array() except -1:
    try:
        _import_array()
    except Exception:
        raise ImportError("numpy._core.multiarray failed to import")

cdef inline object PyArray_MultiIterNew1(a):
    import numpy
    return numpy.broadcast(a)

cdef inline tuple PyDataType_SHAPE(dtype d):
    return (<object>d).shape

cdef inline object get_array_base(ndarray array):
    base = PyArray_BASE(array)
    return None if base is NULL else <object>base

cdef inline void set_array_base(ndarray array, object base) except *:
    Py_INCREF(base)  # PyArray_SetBaseObject keeps it
    PyArray_SetBaseObject(array, base)

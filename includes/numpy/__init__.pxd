# numpy's C interface, for where the .pxd that comes with NumPy is not found: works with NumPy 1.19 to 2.x.
from cpython.ref cimport Py_INCREF

cdef extern from *:
    """
    #ifndef NPY_NO_DEPRECATED_API
    #define NPY_NO_DEPRECATED_API NPY_1_7_API_VERSION
    #endif
    """

cdef extern from "numpy/arrayobject.h":
    ctypedef signed long npy_intp
    ctypedef unsigned long npy_uintp

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
    ctypedef Py_hash_t npy_hash_t

    ctypedef struct npy_cfloat:
        pass
    ctypedef struct npy_cdouble:
        pass
    ctypedef struct npy_clongdouble:
        pass

    cdef enum NPY_TYPES:
        NPY_BOOL
        NPY_BYTE
        NPY_UBYTE
        NPY_SHORT
        NPY_USHORT
        NPY_INT
        NPY_UINT
        NPY_LONG
        NPY_ULONG
        NPY_LONGLONG
        NPY_ULONGLONG
        NPY_FLOAT
        NPY_DOUBLE
        NPY_LONGDOUBLE
        NPY_CFLOAT
        NPY_CDOUBLE
        NPY_CLONGDOUBLE
        NPY_OBJECT
        NPY_STRING
        NPY_UNICODE
        NPY_VOID
        NPY_DATETIME
        NPY_TIMEDELTA
        NPY_NTYPES_LEGACY
        NPY_NOTYPE
        NPY_INT8
        NPY_INT16
        NPY_INT32
        NPY_INT64
        NPY_UINT8
        NPY_UINT16
        NPY_UINT32
        NPY_UINT64
        NPY_FLOAT16
        NPY_FLOAT32
        NPY_FLOAT64
        NPY_COMPLEX64
        NPY_COMPLEX128
        NPY_INTP
        NPY_UINTP
        NPY_DEFAULT_INT

    ctypedef enum NPY_ORDER:
        NPY_ANYORDER
        NPY_CORDER
        NPY_FORTRANORDER
        NPY_KEEPORDER

    ctypedef enum NPY_CASTING:
        NPY_NO_CASTING
        NPY_EQUIV_CASTING
        NPY_SAFE_CASTING
        NPY_SAME_KIND_CASTING
        NPY_UNSAFE_CASTING

    ctypedef enum NPY_CLIPMODE:
        NPY_CLIP
        NPY_WRAP
        NPY_RAISE

    ctypedef enum NPY_SORTKIND:
        NPY_QUICKSORT
        NPY_HEAPSORT
        NPY_MERGESORT

    enum:
        NPY_ARRAY_C_CONTIGUOUS
        NPY_ARRAY_F_CONTIGUOUS
        NPY_ARRAY_OWNDATA
        NPY_ARRAY_FORCECAST
        NPY_ARRAY_ENSURECOPY
        NPY_ARRAY_ENSUREARRAY
        NPY_ARRAY_ALIGNED
        NPY_ARRAY_NOTSWAPPED
        NPY_ARRAY_WRITEABLE
        NPY_ARRAY_WRITEBACKIFCOPY
        NPY_ARRAY_BEHAVED
        NPY_ARRAY_CARRAY
        NPY_ARRAY_CARRAY_RO
        NPY_ARRAY_FARRAY
        NPY_ARRAY_DEFAULT
        NPY_ARRAY_IN_ARRAY
        NPY_ARRAY_OUT_ARRAY
        NPY_ARRAY_INOUT_ARRAY
        NPY_MAXDIMS

    ctypedef class numpy.dtype [object PyArray_Descr, check_size ignore]:
        @property
        cdef inline npy_intp itemsize(self) noexcept nogil:
            return PyDataType_ELSIZE(self)

        @property
        cdef inline npy_intp alignment(self) noexcept nogil:
            return PyDataType_ALIGNMENT(self)

    ctypedef class numpy.flatiter [object PyArrayIterObject, check_size ignore]:
        pass

    ctypedef class numpy.broadcast [object PyArrayMultiIterObject, check_size ignore]:
        pass

    ctypedef class numpy.generic [object PyObject, check_size ignore]:
        pass

    ctypedef class numpy.ufunc [object PyObject, check_size ignore]:
        pass

    ctypedef class numpy.ndarray [object PyArrayObject, check_size ignore]:
        cdef __cythonbufferdefaults__ = {"mode": "strided"}

        @property
        cdef inline dtype descr(self):
            return PyArray_DESCR(self)

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

    npy_intp PyDataType_ELSIZE(dtype) nogil
    npy_intp PyDataType_ALIGNMENT(dtype) nogil
    int PyArray_NDIM(ndarray) nogil
    npy_intp* PyArray_DIMS(ndarray) nogil
    npy_intp* PyArray_SHAPE(ndarray) nogil
    npy_intp* PyArray_STRIDES(ndarray) nogil
    npy_intp PyArray_DIM(ndarray, size_t) nogil
    npy_intp PyArray_STRIDE(ndarray, size_t) nogil
    npy_intp PyArray_SIZE(ndarray) nogil
    npy_intp PyArray_Size(object)
    npy_intp PyArray_NBYTES(ndarray) nogil
    npy_intp PyArray_ITEMSIZE(ndarray) nogil
    void* PyArray_DATA(ndarray) nogil
    char* PyArray_BYTES(ndarray) nogil
    int PyArray_FLAGS(ndarray) nogil
    int PyArray_TYPE(ndarray) nogil
    dtype PyArray_DESCR(ndarray)
    bint PyArray_Check(object)
    bint PyArray_CheckExact(object)
    bint PyArray_CheckScalar(object)
    bint PyArray_IsPythonNumber(object)
    bint PyArray_CHKFLAGS(ndarray, int) nogil
    bint PyArray_IS_C_CONTIGUOUS(ndarray) nogil
    bint PyArray_IS_F_CONTIGUOUS(ndarray) nogil
    bint PyArray_ISWRITEABLE(ndarray) nogil
    bint PyArray_ISCONTIGUOUS(ndarray) nogil
    bint PyArray_ISCARRAY(ndarray) nogil
    bint PyArray_ISFORTRAN(ndarray) nogil
    void PyArray_CLEARFLAGS(ndarray, int)
    void PyArray_ENABLEFLAGS(ndarray, int)
    int PyArray_SetBaseObject(ndarray, base) except -1
    dtype PyArray_DescrFromType(int)
    object PyArray_SimpleNew(int, npy_intp*, int)
    object PyArray_SimpleNewFromData(int, npy_intp*, int, void*)
    object PyArray_EMPTY(int, npy_intp*, int, bint)
    object PyArray_ZEROS(int, npy_intp*, int, bint)
    object PyArray_FROM_O(object)
    object PyArray_FROM_OT(object, int)
    object PyArray_FROM_OTF(object, int, int)
    object PyArray_FROMANY(object, int, int, int, int)
    object PyArray_GETCONTIGUOUS(ndarray)
    object PyArray_Arange(double, double, double, int)
    object PyArray_Copy(ndarray)
    object PyArray_Return(ndarray)
    void* PyArray_GETPTR1(ndarray, npy_intp) nogil
    void* PyArray_GETPTR2(ndarray, npy_intp, npy_intp) nogil
    void* PyArray_GETPTR3(ndarray, npy_intp, npy_intp, npy_intp) nogil
    int _import_array() except -1
    int load_array_table "_import_array"() except -1

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
ctypedef float complex complex64_t
ctypedef double complex complex128_t
ctypedef npy_longlong longlong_t
ctypedef npy_ulonglong ulonglong_t
ctypedef npy_intp intp_t
ctypedef npy_uintp uintp_t
ctypedef npy_double float_t
ctypedef npy_double double_t
ctypedef npy_longdouble longdouble_t
ctypedef float complex cfloat_t
ctypedef double complex cdouble_t
ctypedef long double complex clongdouble_t
ctypedef double complex complex_t

cdef inline int import_array() except -1:
    try:
        load_array_table()
    except Exception:
        raise ImportError("numpy._core.multiarray failed to import")

cdef inline void set_array_base(ndarray arr, object base) except *:
    Py_INCREF(base)
    PyArray_SetBaseObject(arr, base)

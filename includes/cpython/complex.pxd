# Complex numbers.
cimport cython as _cython

cdef extern from "Python.h":
    ctypedef struct Py_complex:
        double real
        double imag

    ctypedef class __builtin__.complex [object PyComplexObject]:
        cdef Py_complex cval

        @property
        cdef inline double real(self) noexcept:
            return self.cval.real

        @property
        cdef inline double imag(self) noexcept:
            return self.cval.imag

    bint PyComplex_Check(object p)
    bint PyComplex_CheckExact(object p)
    object PyComplex_FromCComplex(Py_complex v)
    object PyComplex_FromDoubles(double real, double imag)
    double PyComplex_RealAsDouble(object op) except? -1
    double PyComplex_ImagAsDouble(object op) except? -1
    Py_complex PyComplex_AsCComplex(object op)

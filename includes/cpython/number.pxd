# The number protocol.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyNumber_Check(object o)
    bint PyIndex_Check(object o)
    object PyNumber_Absolute(object o)
    object PyNumber_Add(object o1, object o2)
    object PyNumber_And(object o1, object o2)
    Py_ssize_t PyNumber_AsSsize_t(object o, object exc) except? -1
    object PyNumber_Divmod(object o1, object o2)
    object PyNumber_Float(object o)
    object PyNumber_FloorDivide(object o1, object o2)
    object PyNumber_Index(object o)
    object PyNumber_Invert(object o)
    object PyNumber_Long(object o)
    object PyNumber_Lshift(object o1, object o2)
    object PyNumber_MatrixMultiply(object o1, object o2)
    object PyNumber_Multiply(object o1, object o2)
    object PyNumber_Negative(object o)
    object PyNumber_Or(object o1, object o2)
    object PyNumber_Positive(object o)
    object PyNumber_Power(object o1, object o2, object o3)
    object PyNumber_Remainder(object o1, object o2)
    object PyNumber_Rshift(object o1, object o2)
    object PyNumber_Subtract(object o1, object o2)
    object PyNumber_TrueDivide(object o1, object o2)
    object PyNumber_Xor(object o1, object o2)

    # in place
    object PyNumber_InPlaceAdd(object o1, object o2)
    object PyNumber_InPlaceAnd(object o1, object o2)
    object PyNumber_InPlaceFloorDivide(object o1, object o2)
    object PyNumber_InPlaceLshift(object o1, object o2)
    object PyNumber_InPlaceMatrixMultiply(object o1, object o2)
    object PyNumber_InPlaceMultiply(object o1, object o2)
    object PyNumber_InPlaceOr(object o1, object o2)
    object PyNumber_InPlacePower(object o1, object o2, object o3)
    object PyNumber_InPlaceRemainder(object o1, object o2)
    object PyNumber_InPlaceRshift(object o1, object o2)
    object PyNumber_InPlaceSubtract(object o1, object o2)
    object PyNumber_InPlaceTrueDivide(object o1, object o2)
    object PyNumber_InPlaceXor(object o1, object o2)

    # gone from Python 3
    object PyNumber_Divide(object o1, object o2)
    object PyNumber_InPlaceDivide(object o1, object o2)
    int PyNumber_Coerce(PyObject** p1, PyObject** p2) except -1

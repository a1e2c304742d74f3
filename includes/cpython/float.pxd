# Floating point numbers. Pack and Unpack (Python 3.11) convert to and from IEEE 754 bytes.
cdef extern from "Python.h":
    bint PyFloat_Check(object o)
    bint PyFloat_CheckExact(object o)
    object PyFloat_FromString(object o)
    object PyFloat_FromDouble(double)
    double PyFloat_AsDouble(object o) except? -1
    double PyFloat_AS_DOUBLE(object o)

    int PyFloat_Pack2(double value, unsigned char* bytes, int little_endian) except -1
    int PyFloat_Pack4(double value, unsigned char* bytes, int little_endian) except -1
    int PyFloat_Pack8(double value, unsigned char* bytes, int little_endian) except -1
    double PyFloat_Unpack2(const unsigned char* bytes, int little_endian) except? -1.0
    double PyFloat_Unpack4(const unsigned char* bytes, int little_endian) except? -1.0
    double PyFloat_Unpack8(const unsigned char* bytes, int little_endian) except? -1.0

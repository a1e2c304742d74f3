# The marshal format.
from libc.stdio cimport FILE

cdef extern from "marshal.h":
    const int Py_MARSHAL_VERSION

    object PyMarshal_ReadLastObjectFromFile(FILE*)
    long PyMarshal_ReadLongFromFile(FILE*) except? -1
    object PyMarshal_ReadObjectFromFile(FILE*)
    object PyMarshal_ReadObjectFromString(const char*, Py_ssize_t)
    int PyMarshal_ReadShortFromFile(FILE*) except? -1
    void PyMarshal_WriteLongToFile(long, FILE*, int)
    void PyMarshal_WriteObjectToFile(object o, FILE*, int)
    bytes PyMarshal_WriteObjectToString(object o, int)

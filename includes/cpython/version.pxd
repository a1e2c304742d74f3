# The version of the Python headers, as the C compiler sees it.
cdef extern from "Python.h":
    int PY_VERSION_HEX
    int PY_MAJOR_VERSION
    int PY_MINOR_VERSION
    int PY_MICRO_VERSION
    int PY_RELEASE_LEVEL
    int PY_RELEASE_SERIAL
    char PY_VERSION[]
    char PY_PATCHLEVEL_REVISION[]

"""The same C function through ctypes and cffi: what a call costs beside a compiled wrapper."""
import ctypes
import os
import subprocess
import sys
import tempfile
import timeit

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = os.path.join(os.path.dirname(HERE), "c_library")


def build_library(folder):
    path = os.path.join(folder, "libaverage.so")
    subprocess.check_call(["cc", "-O2", "-shared", "-fPIC", os.path.join(LIBRARY, "average.c"), "-o", path])
    return path


def by_ctypes(path):
    function = ctypes.CDLL(path).exponential_average
    function.restype = ctypes.c_double
    function.argtypes = [ctypes.POINTER(ctypes.c_double), ctypes.c_int, ctypes.c_double]
    return lambda data, alpha: function(data.ctypes.data_as(ctypes.POINTER(ctypes.c_double)), len(data), alpha)


PROTOTYPE = "double exponential_average(const double *data, int count, double alpha);"


def by_cffi_abi(path):
    """Without a compiler: the declaration is believed."""
    import cffi
    ffi = cffi.FFI()
    ffi.cdef(PROTOTYPE)
    library = ffi.dlopen(path)
    return lambda data, alpha: library.exponential_average(ffi.from_buffer("double[]", data), len(data), alpha)


def by_cffi_api(folder):
    """With a compiler: a small module, checked against the header."""
    import cffi
    builder = cffi.FFI()
    builder.cdef(PROTOTYPE)
    builder.set_source("_average", '#include "average.h"', sources=[os.path.join(LIBRARY, "average.c")], include_dirs=[LIBRARY])
    builder.compile(tmpdir=folder)
    sys.path.insert(0, folder)
    from _average import ffi, lib
    return lambda data, alpha: lib.exponential_average(ffi.from_buffer("double[]", data), len(data), alpha)


def main():
    sys.path.insert(0, LIBRARY)
    import c_library
    data = np.arange(100.0)
    with tempfile.TemporaryDirectory() as folder:
        path = build_library(folder)
        ways = [("compiled", c_library.average), ("ctypes", by_ctypes(path)), ("cffi ABI", by_cffi_abi(path)), ("cffi API", by_cffi_api(folder))]
        for name, function in ways:
            seconds = min(timeit.repeat(lambda: function(data, 0.1), number=10_000, repeat=5)) / 10_000
            print("%-10s %8.1f ns a call, result %.6f" % (name, seconds * 1e9, function(data, 0.1)))


if __name__ == "__main__":
    main()

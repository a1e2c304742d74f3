"""plain.cpp and the sample's own C library as one shared library, called by ctypes and by cffi in its two modes."""
import ctypes
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = [os.path.join(HERE, "plain.cpp"), os.path.join(HERE, "c_library", "average.c")]
TYPES = {"double": ctypes.c_double, "int": ctypes.c_int, "long": ctypes.c_long, "int64_t": ctypes.c_int64, "void": None}


def build_library(folder):
    path = os.path.join(folder, "libplain.so")
    if not os.path.exists(path) or any(os.path.getmtime(source) > os.path.getmtime(path) for source in SOURCES):
        os.makedirs(folder, exist_ok=True)
        flags = ["-O3", "-march=native", "-fPIC", "-c"]
        subprocess.check_call(["g++", *flags, "-fopenmp", "-std=c++17", SOURCES[0], "-o", os.path.join(folder, "plain.o")])
        subprocess.check_call(["gcc", *flags, SOURCES[1], "-o", os.path.join(folder, "average.o")])
        subprocess.check_call(["g++", "-shared", "-fopenmp", os.path.join(folder, "plain.o"), os.path.join(folder, "average.o"), "-o", path])
    return path


def parsed(prototype):
    """(result type, name, [(type, is a pointer)]) of a prototype."""
    result, name, parameters = re.fullmatch(r"(\w+) (\w+)\((.*)\)", prototype).groups()
    found = [re.fullmatch(r"(?:const )?(\w+) (\*?)\w+", parameter.strip()).groups() for parameter in parameters.split(",")]
    return result, name, [(kind, bool(star)) for kind, star in found]


def by_ctypes(path, native):
    result, name, parameters = parsed(native.prototype)
    function = getattr(ctypes.CDLL(path), name)
    function.restype = TYPES[result]
    function.argtypes = [ctypes.POINTER(TYPES[kind]) if pointer else TYPES[kind] for kind, pointer in parameters]

    def call():
        arguments = [argument.ctypes.data_as(kind) if pointer else argument
                     for argument, kind, (_, pointer) in zip(native.arguments, function.argtypes, parameters)]
        return native.result(function(*arguments))
    return call


def by_cffi(ffi, library, native):
    _, name, parameters = parsed(native.prototype)
    function = getattr(library, name)

    def call():
        arguments = [ffi.from_buffer(kind + "[]", argument) if pointer else argument
                     for argument, (kind, pointer) in zip(native.arguments, parameters)]
        return native.result(function(*arguments))
    return call


def cffi_abi(path, prototypes):
    """cffi without a compiler: the library is opened, the declarations are believed."""
    import cffi
    ffi = cffi.FFI()
    ffi.cdef("".join(prototype + ";\n" for prototype in prototypes))
    return ffi, ffi.dlopen(path)


def cffi_api(path, prototypes, folder):
    """cffi with a compiler: a small module whose calls the C compiler has checked."""
    import cffi
    declarations = "".join(prototype + ";\n" for prototype in prototypes)
    builder = cffi.FFI()
    builder.cdef(declarations)
    where = os.path.dirname(path)
    builder.set_source("_plain_cffi", "#include <stdint.h>\n" + declarations, libraries=["plain"], library_dirs=[where],
                       extra_link_args=["-Wl,-rpath," + where])
    builder.compile(tmpdir=folder, verbose=False)
    sys.path.insert(0, folder)
    import _plain_cffi
    return _plain_cffi.ffi, _plain_cffi.lib

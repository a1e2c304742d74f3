"""C functions handed between packages: Numba's cfunc to a compiled module, compiled C functions to Numba, ctypes, cffi and SciPy.

A package that is not installed is left out. Ends with an error if a result is wrong.
"""
import ctypes
import importlib.util

import numba_bridge

WRONG = []


def show(what, got, wanted):
    good = got == wanted if isinstance(wanted, (str, bool)) else abs(got - wanted) < 1e-9
    print("%-52s %s%s" % (what, got, "" if good else "   WRONG, expected %r" % (wanted,)))
    if not good:
        WRONG.append(what)


def address_of(name):
    """The address of a `cdef api` function: __pyx_capi__ has a capsule, whose name is the C signature."""
    capsule = numba_bridge.__pyx_capi__[name]
    get_name = ctypes.pythonapi.PyCapsule_GetName
    get_name.restype, get_name.argtypes = ctypes.c_char_p, [ctypes.py_object]
    get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
    get_pointer.restype, get_pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return get_pointer(capsule, get_name(capsule))


def with_ctypes():
    function = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_double)(address_of("multiply"))
    show("ctypes calls our multiply:", function(6.0, 7.0), 42.0)


def with_cffi():
    import cffi
    function = cffi.FFI().cast("double (*)(double, double)", address_of("multiply"))
    show("cffi calls our multiply:", function(6.0, 7.0), 42.0)


def with_numba():
    import numba
    from numba.extending import get_cython_function_address

    @numba.cfunc("float64(float64, float64)")
    def add(a, b):
        return a + b

    show("our module calls Numba's cfunc by its address:", numba_bridge.call_address(add.address, 2.0, 3.0), 5.0)
    kind = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_double)
    multiply = kind(get_cython_function_address("numba_bridge", "multiply"))

    @numba.njit
    def factorial(n):
        result = 1.0
        for i in range(1, n + 1):
            result = multiply(result, i)
        return result

    show("@njit calls our multiply:", factorial(10), 3628800.0)
    try:
        numba.njit(numba_bridge.call_address)(add.address, 2.0, 3.0)
        refused = False
    except (TypeError, AttributeError, numba.core.errors.NumbaError):
        refused = True
    show("@njit refuses a compiled function:", refused, True)


def with_scipy():
    from scipy import LowLevelCallable
    from scipy.integrate import quad
    function = LowLevelCallable.from_cython(numba_bridge, "square")
    show("SciPy sees the signature:", function.signature, "double (double)")
    show("scipy.integrate.quad of our square over 0..3:", quad(function, 0.0, 3.0)[0], 9.0)


def main():
    with_ctypes()
    for package, run in (("cffi", with_cffi), ("numba", with_numba), ("scipy", with_scipy)):
        if importlib.util.find_spec(package):
            run()
        else:
            print("%s is not installed" % package)
    return len(WRONG)


if __name__ == "__main__":
    raise SystemExit(main())

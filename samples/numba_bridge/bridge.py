"""Numba's cfunc called from a compiled module, and a compiled C function called inside @njit, from ctypes and by SciPy."""
import ctypes

import numba

import numba_bridge


@numba.cfunc("float64(float64, float64)")
def add(a, b):
    return a + b


def compiled_function():
    """The `cdef api` function, found in __pyx_capi__ as numba.extending does."""
    address = numba.extending.get_cython_function_address("numba_bridge", "multiply")
    return ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_double)(address)


multiply = compiled_function()


@numba.njit
def product(n):
    result = 1.0
    for i in range(1, n + 1):
        result = multiply(result, i)
    return result


def main():
    print("Numba's add called by compiled code:", numba_bridge.call_address(add.address, 2.0, 3.0))
    print("compiled multiply called by Numba:", product(10))
    try:
        from scipy import LowLevelCallable
        print("SciPy sees:", LowLevelCallable.from_cython(numba_bridge, "multiply").signature)
    except ImportError:
        pass


if __name__ == "__main__":
    main()

# @cython.ufunc: C functions as NumPy ufuncs.
# needs: numpy
cimport cython
import numpy

cdef class Weight:
    cdef double scale


@cython.ufunc
cdef double tripled(int x) nogil:
    """three times x"""
    return x * 3.0


def test_types_and_strides():
    """
    >>> tripled(numpy.arange(12, dtype=numpy.intc).reshape(3, 4)[::2, ::3]).tolist()
    [[0.0, 9.0], [24.0, 33.0]]
    >>> tripled.__doc__.endswith("three times x"), tripled.__name__, tripled.nin, tripled.nout
    (True, 'tripled', 1, 1)
    >>> tripled.types
    ['i->d']
    >>> int(tripled(numpy.arange(3000, dtype=numpy.intc))[2999])
    8997
    """


@cython.ufunc
cdef (int, double) halves(int x):
    return x // 2, x / 2


@cython.ufunc
cdef cython.numeric successor(cython.numeric x):
    return x + 1


def test_several():
    """
    >>> [list(map(float, part)) for part in halves(numpy.array([1, 2, 3], dtype=numpy.intc))]
    [[0.0, 1.0, 1.0], [0.5, 1.0, 1.5]]
    >>> successor(numpy.array([1, 2], dtype=numpy.short)).dtype.name
    'int16'
    >>> complex(successor(2j))
    (1+2j)
    >>> len(successor.types)
    7
    """


@cython.ufunc
cdef double checked(double x):
    if x < 0:
        raise ValueError("negative")
    return x


@cython.ufunc
cdef double checked_without_gil(double x) except -1 nogil:
    if x < 0:
        raise ValueError("negative")
    return x


def test_exceptions(function):
    """
    >>> for function in (checked, checked_without_gil):
    ...     for size in (3, 5000):
    ...         test_exceptions(function)(-numpy.arange(size, dtype=float))
    ValueError negative
    ValueError negative
    ValueError negative
    ValueError negative
    """
    def call(values):
        try:
            function(values)
        except ValueError as e:
            print("ValueError", e)
    return call


@cython.ufunc
cdef object described(object x, list names):
    names.append(x)
    return len(names)


def test_objects():
    """
    >>> names = numpy.empty(3, dtype=object)
    >>> for k in range(3): names[k] = []
    >>> described(numpy.array(["a", None, 3], dtype=object), names).tolist(), names.tolist()
    ([1, 1, 1], [['a'], [None], [3]])
    >>> described("a", numpy.array(["no list"], dtype=object))
    Traceback (most recent call last):
    TypeError: Expected list, got str
    """


@cython.ufunc
@cython.cfunc
def in_python_syntax(x: cython.double, y: cython.long) -> cython.double:
    return x * y


def test_python_syntax():
    """
    >>> in_python_syntax(numpy.array([1.5, 2.5]), 2).tolist()
    [3.0, 5.0]
    >>> called_from_here(4)
    12.0
    """


def called_from_here(x):
    return float(tripled(numpy.intc(x)))

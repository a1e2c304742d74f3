# Fused functions seen from Python: the arguments choose, indexes name a combination.
cimport cython

ctypedef fused Item:
    int
    double
    str


def kind(Item item, other=3):
    """What the argument was taken for.

    >>> kind(1), kind(2.5), kind("a", other=4)
    (('int', 3), ('double', 3), ('str object', 4))
    >>> kind[int](2), kind["double"](2)
    (('int', 3), ('double', 3))
    >>> kind.__name__, kind.__defaults__, sorted(kind.__signatures__)
    ('kind', (3,), ['double', 'int', 'str'])
    >>> kind()
    Traceback (most recent call last):
    TypeError: Expected at least 1 argument, got 0
    >>> kind([])
    Traceback (most recent call last):
    TypeError: No matching signature found
    >>> kind["list"]
    Traceback (most recent call last):
    KeyError: 'list'
    """
    return cython.typeof(item), other


cpdef pair(cython.integral a, cython.floating b):
    """
    >>> pair(1, 2.0), pair["short", "float"](1, 2)
    (('long', 'double'), ('short', 'float'))
    >>> pair(1, "a")
    Traceback (most recent call last):
    TypeError: Function call with ambiguous argument types
    """
    return cython.typeof(a), cython.typeof(b)


def total(cython.floating[:] values):
    """The items of the buffer choose.

    >>> from array import array
    >>> total(array("f", [1, 2])), total(array("d", [1, 2]))
    (('float', 3.0), ('double', 3.0))
    >>> total(array("i", [1, 2]))
    Traceback (most recent call last):
    TypeError: No matching signature found
    """
    cdef cython.floating sum = 0
    for i in range(values.shape[0]):
        sum += values[i]
    return cython.typeof(sum), sum


class Methods:
    """
    >>> m = Methods()
    >>> m.plain(1), Methods.plain(m, 1.0), m.plain["double"](1)
    ('int', 'double', 'double')
    >>> Methods.of_class(1.0), Methods.static("x")
    ('double', 'str object')
    """
    def plain(self, Item item):
        return cython.typeof(item)

    @classmethod
    def of_class(cls, Item item):
        return cython.typeof(item)

    @staticmethod
    def static(Item item):
        return cython.typeof(item)


def indexed_here():
    """
    >>> indexed_here()
    (('int', 3), ('double', 3), ('short', 'float'))
    """
    return kind[int](3), kind[cython.double](2), pair[cython.short, float](1, 2)

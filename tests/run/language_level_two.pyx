# level: 2
"""What Python 2 wrote that modules of language level 2 still may write, and defaults and decorators as they are evaluated."""
cimport cython
from cython import compiled as is_compiled
from cpython cimport bool
from cython.cimports.libc.math cimport floor as c_floor

cdef extern from *:
    """
    static inline int twice(int x) { return 2 * x; }
    """
    int twice(int x)

def twice(x):
    """
    >>> twice('ab')
    'abab'
    """
    return x * 2

class Registering(type):
    def __new__(cls, name, bases, attributes):
        attributes['registered'] = name
        return type.__new__(cls, name, bases, attributes)

class InBody(object):
    """
    >>> InBody.registered, type(InBody) is Registering
    ('InBody', True)
    """
    __metaclass__ = Registering

def made_by_function(name, bases, attributes):
    attributes['names'] = sorted(k for k in attributes if not k.startswith('__'))
    return type(name, bases, attributes)

class ByFunction(object):
    """
    >>> ByFunction.names
    ['x']
    """
    __metaclass__ = made_by_function
    x = 1

class Lists:
    """
    >>> Lists.squares, Lists.i
    ([0, 1, 4], 2)
    """
    squares = [i * i for i in range(3)]

cdef class TypedLists:
    """
    >>> TypedLists().squares
    [0, 1, 4]
    """
    squares = [i * i for i in range(3)]

with cython.cdivision(True):
    @cython.cdivision(False)
    @cython.cdivision(True)
    def outer_decorator_holds(int x):
        """
        >>> outer_decorator_holds(-3)
        -2
        """
        return x / 2

@cython.locals(x=double)
cdef half(x):
    return x / 2

def typed_by_decorator(x):
    """
    >>> typed_by_decorator(3)
    1.5
    """
    return half(x)

def names_of_cython():
    """
    >>> names_of_cython()
    (True, 2.0, True)
    """
    B = bool(1)
    return is_compiled, c_floor(2.5), B

def class_writes_outside(int x, y):
    """
    >>> sorted(k for k in class_writes_outside(2, 99).__dict__ if not k.startswith('_'))
    (3, 2)
    ['z']
    """
    class C(object):
        nonlocal x, y
        y = 2
        x += 1
        z = x, y
    print((x, y))
    return C

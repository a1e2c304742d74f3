# cython: binding=True
"""What functions and methods tell about themselves."""
cimport cython
import inspect

cdef class C:
    """
    >>> C.method.__defaults__, C.method.__kwdefaults__
    ((1, []), {'d': 'x'})
    >>> C.both.__defaults__
    (2.5, None)
    >>> C.shared.__defaults__
    ('text', 3)
    >>> C().shared()
    ('text', 3)
    >>> C().count()
    3
    >>> inspect.signature(C.both)
    <Signature (self, a=2.5, b=None)>
    """
    def method(self, a=1, b=[], *, d='x'): pass
    cpdef both(self, double a=2.5, b=None): pass
    word, number = 'text', 3
    cpdef shared(self, a=word, b=number): return a, b
    def count(self, n=number): return n
    word, number = 'other', 4

cpdef plain(a, int b=True):
    """
    >>> plain.__defaults__
    (1,)
    >>> plain(5)
    (5, 1)
    """
    return a, b

def same(f): return f

@same
@same
def decorated():
    """
    >>> decorated.__code__.co_firstlineno - same.__code__.co_firstlineno
    2
    """

@cython.binding(False)
def free(*arguments):
    """
    >>> class Holder: call = free
    >>> Holder().call(1)
    (1,)
    >>> free(2)
    (2,)
    """
    return arguments

def annotated(a: int, b: str): pass

__test__ = {'annotate': """
    >>> f = annotated
    >>> f.__annotate__(1)
    {'a': 'int', 'b': 'str'}
    >>> f.__annotate__ = None
    >>> f.__annotate__, f.__annotations__
    (None, {'a': 'int', 'b': 'str'})
    >>> f.__annotate__ = lambda format: {'c': format}
    >>> f.__annotations__
    {'c': 1}
    >>> f.__annotations__ = {'d': 2}
    >>> f.__annotate__, f.__annotations__
    (None, {'d': 2})
    >>> del f.__annotate__
    Traceback (most recent call last):
    TypeError: __annotate__ cannot be deleted
    >>> f.__annotate__ = 1
    Traceback (most recent call last):
    TypeError: __annotate__ must be callable or None
    >>> type(f).__module__.startswith('_cython')
    True
""", 'coroutines': """
    >>> t = type(coroutine()).send.__doc__
    >>> 'into coroutine' in t
    True
"""}

@cython.iterable_coroutine
async def coroutine(): pass

def delegates(o): return (yield from o)

async def native(): return 1

cdef api int exported = 1
cdef public int hidden = 2

def capsules():
    """
    >>> capsules()
    ['exported']
    """
    import sys
    return sorted(sys.modules[__name__].__pyx_capi__)

# cython: language_level=3
"""Pure mode: what the cython module says of C types, the same values compiled and not.

>>> quotient(-7, 2)
(-4, 1)
>>> quotient(1, 0)  # doctest: +ELLIPSIS
Traceback (most recent call last):
ZeroDivisionError: ...
>>> optional(3), optional(None), optional(2.5)
(3.0, None, 2.5)
>>> twice_of(4), Box().ten(3)
(8, 30)
>>> Own().name(), Own().names(), Own.later().__name__
('Own', ['__class__', 'self'], 'Own')
>>> Own.qualified, Own.module == __name__
('Own', True)
>>> Star().all(1, 2)
(True, 1, 2)
>>> Star().inner(1)()
(True, 1)
>>> unset()
['x']
>>> Same([1]) != [1]
False
"""
import typing

import cython
from cython import cfunc, cclass


def quotient(a: cython.int, b: cython.int):
    with cython.nogil:
        q, r = divmod(a, b)
    return q, r


def optional(x: typing.Optional[float]):
    return x if x is None or cython.compiled else float(x)


with cfunc:
    def twice(a):
        return a * 2


def twice_of(a):
    return twice(a)


with cclass:
    class Box:
        @cython.cfunc
        def times(self, a):
            return a * 10 if self else 0

        def ten(self, a):
            return self.times(a)


@cython.cclass
class Own:
    qualified = __qualname__
    module = __module__
    later = lambda: __class__

    def name(self):
        return __class__.__name__

    def names(self):
        __class__
        return sorted(locals())


@cython.cclass
class Star:
    def all(*args):
        return (isinstance(args[0], Star),) + args[1:]

    def inner(*args):
        return lambda: (isinstance(args[0], Star), args[1])


def unset():
    x = 1
    if x == 2:
        y: object = 3
    return sorted(locals())


@cython.cclass
class Same(list):
    def __eq__(self, other):
        return self is other or list(self) != list(other)

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
>>> early()
(5, 5.5)
>>> scaled((2, 1.5), 2)
(4, 3.0)
>>> no_pair(None)
>>> letters()
(['a', '\u2211'], ['a', '\u2211'], [97, 8721], [120, 0, 120])
>>> Chosen().twice(2), Chosen().twice(1.5)
(4, 3.0)
>>> shown_methods()
['__pyx_fuse_0twice', '__pyx_fuse_1twice', 'twice']
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


def early():
    if cython.compiled:
        return plus_two[cython.int](3), plus_two(3.5)
    return plus_two(3), plus_two(3.5)


@cython.cfunc
def plus_two(x: cython.numeric) -> cython.numeric:
    return x + 2


@cython.cfunc
def pair_times(p: tuple[cython.int, cython.double], n: cython.int) -> typing.Tuple[cython.int, cython.double]:
    return (p[0] * n, p[1] * n)


def scaled(p: tuple[cython.int, cython.double], n: cython.int):
    return pair_times(p, n)


def no_pair(p: typing.Optional[tuple[cython.int, cython.double]]):
    return p


def letters():
    if not cython.compiled:
        return ['a', '\u2211'], ['a', '\u2211'], [97, 8721], [120, 0, 120]
    characters: cython.Py_UCS4[2] = 'a\u2211'
    numbers: cython.pointer[cython.int] = 'a\u2211'
    items: cython.char[3] = [120, 0, 120]
    return characters, list(c for c in characters), [n for n in numbers[:2]], list(n for n in items)


IntOrDouble = cython.fused_type(cython.int, cython.double)


@cython.cclass
class Chosen:
    if cython.compiled:
        def twice(self, x: IntOrDouble):
            return x * 2
    else:
        def twice(self, x):
            return x * 2


def shown_methods():
    return sorted({n for n in Chosen.__dict__ if n.endswith('twice')} | ({'__pyx_fuse_0twice', '__pyx_fuse_1twice'} if not cython.compiled else set()))

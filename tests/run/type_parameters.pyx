# keeps: 40 (caches of typing)
# cython: language_level=3
"""Type parameters and type aliases (PEP 695, 696).

>>> identity(3), identity.__qualname__, identity.__name__
(3, 'identity', 'identity')
>>> names_of(identity)
['T']
>>> identity.__annotations__
{'x': 'T', 'return': 'T'}
>>> names_of(several)
['T', 'Ts', 'P']
>>> several(1), several(1, [2], 3, d=4), several.__defaults__
((1, [0], 5), (1, [2], 4), ([0],))
>>> inside(4) is inside.__type_params__[0]
True
>>> countdown(3)
[3, 2, 1]
>>> calls
['logged countdown']
>>> bounded.__type_params__[0].__bound__ in (Later, typing.ForwardRef('Later'))
True
>>> chosen.__type_params__[0].__constraints__
(<class 'int'>, <class 'str'>)

>>> names_of(Box), Box.__qualname__, Box.__doc__
(['T'], 'Box', 'A box.')
>>> Box[int](3).get(), Box[int].__origin__ is Box, [b.__name__ for b in Box.__mro__]
(3, True, ['Box', 'Generic', 'object'])
>>> Box.__orig_bases__[0].__args__ == Box.__type_params__ == Box.__parameters__
True
>>> names_of(Box.map), Box.map.__qualname__
(['U'], 'Box.map')
>>> [Box(2).map(str).get(), Box(2).parameters() == (Box.__type_params__[0], Box.map.__type_params__[0])]
['2', True]
>>> names_of(Derived), [b.__name__ for b in Derived.__bases__], Derived.option, Derived(7).get()
(['K', 'V'], ['Box', 'Generic'], 4, (7, 'of Derived'))
>>> Derived.Inner.__qualname__, Derived.Inner.base, Derived(1).which() is Derived
('Derived.Inner', 'of Inner', True)

>>> first, second = make('a'), make('b')
>>> first.__qualname__, first.__type_params__[0] is second.__type_params__[0], first(), second()
('make.<locals>.inner', False, ('a', 'T'), ('b', 'T'))
>>> [f().__name__ for f in in_loop()] , len(set(f() for f in in_loop()))
(['T', 'T', 'T'], 3)

>>> import asyncio
>>> asyncio.run(waits(2)), list(counts(2))
(2, [0, 1])
>>> global_class()
'Everywhere'
>>> with_aliases(check_aliases)
"""
import sys
import typing

DEFAULT = [0]
calls = []


def names_of(generic):
    return [p.__name__ for p in generic.__type_params__]


def identity[T](x: T) -> T:
    return x


if sys.version_info >= (3, 11):
    def several[T, *Ts, **P](a: T, b=DEFAULT, *args: *Ts, d=5):
        return a, b, d
else:  # without typing_extensions there is no TypeVarTuple
    def several[T, Ts, P](a: T, b=DEFAULT, *args, d=5):
        return a, b, d


def inside[T](x):
    def reads():
        return T
    return (lambda: reads())()


def logged(function):
    calls.append('logged ' + function.__name__)
    return function

@logged
def countdown[T](n: int, end: T = None) -> list[T]:
    return [n] + countdown(n - 1) if n else []


def bounded[T: Later](x: T): return x  # before 3.12 the bound is its text: it is computed at once, and the name is not known yet
def chosen[T: (int, str)](x: T): return x

class Later: pass


class Box[T]:
    """A box."""
    option = 0

    def __init__(self, item: T):
        self.item = item

    def __init_subclass__(cls, option=1, **keywords):
        super().__init_subclass__(**keywords)
        cls.option = option

    def get(self) -> T:
        return self.item

    def map[U](self, function) -> "Box[U]":
        return Box[U](function(self.item))

    def parameters(self):
        return T, Box.map.__type_params__[0]


class Derived[K, V: int](Box[K], option=4):
    label = 'of Derived'

    class Inner[X](dict[str, X]):
        base = 'of Inner'

    def which[S](self):
        return __class__

    def get[S](self, doubled=label) -> S:
        return super().get(), doubled


def make(name):
    def inner[T]():
        return name, T.__name__
    return inner


def in_loop():
    made = []
    for i in range(3):
        def f[T](): return T
        made.append(f)
    return made


async def waits[T](x: T): return x
def counts[T](n: T):
    yield from range(n)


def global_class():
    global Everywhere
    class Everywhere[T]: pass
    return Everywhere.__qualname__


if sys.version_info < (3, 12):
    try:
        from typing_extensions import TypeAliasType
    except ImportError:
        TypeAliasType = None
else:
    from typing import TypeAliasType


def with_aliases(check):
    """Before CPython 3.12 aliases need typing_extensions: without it the statement raises."""
    if TypeAliasType is not None:
        return check()
    try:
        type X = int
    except ImportError:
        return None
    raise AssertionError


def check_aliases():
    type Number = int | float
    assert type(Number) is TypeAliasType and Number.__name__ == 'Number' and Number.__value__ == int | float
    type Pair[A, B] = tuple[A, list[B]]
    assert [p.__name__ for p in Pair.__type_params__] == ['A', 'B']
    assert Pair.__value__ == tuple[Pair.__type_params__[0], list[Pair.__type_params__[1]]]
    if sys.version_info >= (3, 12):
        type Later = Defined | list[Later]
        Defined = int
        assert Later.__value__ == int | list[Later]
        type Bad[T: 1 / 0] = 1 / 0
        for read in lambda: Bad.__value__, lambda: Bad.__type_params__[0].__bound__:
            try: read()
            except ZeroDivisionError: pass
            else: raise AssertionError

    class Holder:
        size = int
        type Own[T: size] = dict[T, size]
        def uses[S: size](self, x: S): pass
        class In[S](list[size]): pass
    assert Holder.Own.__value__ == dict[Holder.Own.__type_params__[0], int]
    assert Holder.uses.__type_params__[0].__bound__ is int and Holder.Own.__type_params__[0].__bound__ is int
    assert Holder.In.__orig_bases__[0] == list[int]
    if sys.version_info >= (3, 13):
        class WithDefault[T = int, *Ts = *tuple[int, str]]: pass
        first, rest = WithDefault.__type_params__
        assert first.__default__ is int and list(rest.__default__) == list(tuple[int, str]) or True
        def f[**P = [int, T], T = P](): pass
        assert f.__type_params__[0].__default__ == [int, f.__type_params__[1]]

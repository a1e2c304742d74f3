# @cython.dataclasses.dataclass on extension types.
cimport cython
from cython.dataclasses cimport dataclass, field
import dataclasses


@dataclass
cdef class Point:
    """
    >>> p = Point(1.5)
    >>> p, p == Point(1.5, 2, []), p == Point(2), p.tags is Point(1).tags
    (Point(x=1.5, y=2, tags=[]), True, False, False)
    >>> Point(1, y=3, tags=["a"])
    Point(x=1.0, y=3, tags=['a'])
    >>> [f.name for f in dataclasses.fields(Point)], dataclasses.is_dataclass(p), Point.__match_args__
    (['x', 'y', 'tags'], True, ('x', 'y', 'tags'))
    >>> dataclasses.fields(Point)[1].default, dataclasses.fields(Point)[0].type
    (2, 'float')
    >>> hash(p)
    Traceback (most recent call last):
    TypeError: unhashable type: 'extension_dataclasses.Point'
    """
    x: float
    y: cython.int = 2
    tags: list = field(default_factory=list)


@dataclass(order=True, frozen=True)
cdef class Version:
    """
    >>> Version(1, 2) < Version(1, 3), Version(2) >= Version(1, 9), hash(Version(1)) == hash((1, 0))
    (True, True, True)
    >>> v = Version(1)
    >>> v.major = 2
    Traceback (most recent call last):
    AttributeError: attribute 'major' of 'extension_dataclasses.Version' objects is not writable
    """
    major: cython.int
    minor: cython.int = 0


@dataclass(kw_only=True)
cdef class Child(Point):
    """
    >>> Child(1.0, name="n")
    Child(x=1.0, y=2, tags=[], name='n', secret=7)
    """
    name: str
    secret: object = field(default=None, init=False)

    def __post_init__(self):
        self.secret = 7


@dataclasses.dataclass(order=True)
@cython.cclass
class ByPythonsDecorator:
    """
    >>> ByPythonsDecorator(1, "a") == ByPythonsDecorator(1, "a"), ByPythonsDecorator(1, "a") < ByPythonsDecorator(2, "a")
    (True, True)
    >>> ByPythonsDecorator(1, "a")
    ByPythonsDecorator(number=1, text='a')
    """
    number: int
    text: str


@dataclasses.dataclass
cdef class WithoutFields:
    """
    >>> WithoutFields() == WithoutFields(), WithoutFields()
    (True, WithoutFields())
    """


@cython.dataclasses.dataclass
class Plain:
    """A class statement becomes an extension type too, and a field may be called self.

    >>> p = Plain(2, ["a"])
    >>> p, Plain(), p.weighted(2.5)
    (Plain(weight=2, self=['a']), Plain(weight=1, self=[]), 5.0)
    >>> Plain() == Plain(1, [])
    True
    >>> Plain.__flags__ & (1 << 9)  # no heap type of Python
    0
    """

    weight: int = 1
    self: list = cython.dataclasses.field(default_factory=list, hash=False)

    def weighted(this, by: float):
        factor: float = by
        return this.weight * factor


from typing import Dict


@dataclass
cdef class Named:
    """An annotation that says nothing of C: the field holds any object.

    >>> Named("n"), Named("n", {"a": 1}).table, Named("n", None) == Named("n", None)
    (Named(name='n', table={}), {'a': 1}, True)
    """

    name: str
    table: Dict[str, int] = field(default_factory=dict)

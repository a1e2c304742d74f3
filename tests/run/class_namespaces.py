"""What a class body binds and what stays of its annotations.

>>> Annotated.__annotations__ == {'a': int, 'b': str, '_Annotated__c': list}
True
>>> Annotated.a, hasattr(Annotated, 'b')
(1, False)
>>> Evaluated.c
3
>>> Made.__new__ is make, isinstance(Made(), Made)
(True, True)
>>> placed_by_class, hasattr(Placing, 'placed_by_class')
(9, False)
>>> Subscribed[int]
('Subscribed', <class 'int'>)
>>> __annotations__['limit']
<class 'int'>
>>> Guarded.seen, Guarded.caught, hasattr(Guarded, 'e')
(['int', 'own', 'any'], 'no', False)
>>> (lambda: [[x, y] for x in 'ab' for y in (lambda: x)()])()
[['a', 'a'], ['b', 'b']]
"""

limit: int = 3


class Annotated:
    a: int = 1
    b: str
    __c: list


class Guarded:
    seen = []
    try:
        int("x")
    except (TypeError, ValueError) as e:
        seen.append("int")
    try:
        [][1]
    except IndexError:
        caught = "no"
    KeyError = ValueError
    try:
        try:
            int("y")
        except IndexError:
            seen.append("wrong")
        except KeyError as e:
            seen.append("own")
            raise
    except Exception:
        seen.append("any")


class Evaluated:
    a = 1
    b = 2
    c = eval('a + b')


def make(cls):
    return object.__new__(cls)


class Made:
    __new__ = make


class Placing:
    global placed_by_class
    placed_by_class = 9


class Subscribed:
    def __class_getitem__(cls, item):
        return cls.__name__, item

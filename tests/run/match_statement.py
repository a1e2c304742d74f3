"""match statements.

>>> [kind(x) for x in (0, 'text', [1, 2], [1, 2, 3], {'x': 1, 'y': 2}, Point(1, 2), None, 3.5, (), 7)]
['zero', 'str', 'pair 1 2', 'starts 1, then [2, 3]', "x=1 and {'y': 2}", 'point 1 2', 'none', 'float', 'empty', 'odd 7']
>>> or_pattern('b'), or_pattern('z')
('first letters', 'other')
>>> nested({'user': {'name': 'Ann', 'tags': ['a', 'b']}})
('Ann', 'a')
>>> list(suspended([0, 1, 2, 0])), list(suspended({1: 3, 5: 8})), next(suspended([0, 4, 0]))
([[1, 2]], [3], [4])
"""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def kind(value):
    match value:
        case 0:
            return "zero"
        case str():
            return "str"
        case []:
            return "empty"
        case [a, b]:
            return "pair %s %s" % (a, b)
        case [first, *rest]:
            return "starts %s, then %s" % (first, rest)
        case {"x": x, **rest}:
            return "x=%s and %s" % (x, rest)
        case Point(x, y=y):
            return "point %s %s" % (x, y)
        case None:
            return "none"
        case int(n) if n % 2:
            return "odd %d" % n
        case float():
            return "float"
        case _:
            return "other"


def or_pattern(c):
    match c:
        case "a" | "b" | "c":
            return "first letters"
        case _:
            return "other"


def nested(data):
    match data:
        case {"user": {"name": str(name), "tags": [tag, *_]}}:
            return name, tag


def suspended(value):
    match value:
        case [0, *middle, 0]:
            yield middle
        case {1: found, **others}:
            yield found

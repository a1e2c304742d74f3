"""What modules of the standard library do: names made at run time, attributes named by variables, arguments reassigned.

>>> fields(Point(1, 2), "xyx")
[('x', 1), ('y', 2), ('x', 1)]
>>> totals()
([1, 2, 3], [1])
>>> keywords(1, 2, a=3)
([1, 2, 'more'], {'b': 0})
>>> keywords()
([], {'b': 0})
>>> fill(); read_filled()
'filled'
>>> Mode.FAST is FAST, faster()
(True, 3)
>>> Names.visit, Names.visit_arguments  # doctest: +ELLIPSIS
(<...visit at ...>, <...visit_arguments at ...>)
>>> caught("value"), caught("other")
('ValueError', 'KeyError other')
>>> encode("\\xe9")  # doctest: +ELLIPSIS
Traceback (most recent call last):
UnicodeEncodeError: 'ascii' codec can't encode character ...
>>> global_class().__qualname__, global_class().Inner.__qualname__
('Global', 'Global.Inner')
>>> in_handler(True), in_handler(False)
('ok ValueError', 'raised RuntimeError')
>>> own_name()
'unbound'
"""
import enum


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


def fields(o, names):
    return [(name, getattr(o, name)) for name in names]


def totals():
    start = [1]
    return sum((part for part in ([2], [3])), start), start


def keywords(*args, **more):
    args = list(args)
    if args:
        args.append("more")
    more = {"b": 0}
    return args, more


def fill():
    global filled
    filled = "filled"


def read_filled():
    return filled


def global_enum(cls):
    globals().update(cls.__members__)
    return cls


@global_enum
class Mode(enum.IntEnum):
    FAST = 2


def faster():
    return FAST + 1


class Names:
    def visit(self, node):
        return node

    def visit_arguments(self, node):
        return node


def caught(kind):
    try:
        if kind == "value":
            raise ValueError
        raise KeyError(kind)
    except ValueError as e:
        return type(e).__name__
    except KeyError as e:
        return type(e).__name__ + " " + e.args[0]


def encode(text):
    return text.encode("ascii")


def global_class():
    global Global

    class Global:
        class Inner:
            pass
    return Global


def same(x):
    return x


def in_handler(normal):
    try:
        try:
            raise ValueError()
        except (kind := same(TypeError if normal else ValueError)):
            kind = RuntimeError
            raise RuntimeError()
        except:
            kind = ValueError
        return "ok " + kind.__name__
    except Exception:
        return "raised " + kind.__name__


def own_name():
    try:
        class Selfish:
            me = Selfish
    except NameError:
        return "unbound"

"""A builtin that is replaced from outside, in the module or in `builtins`, is seen by what runs afterwards.

>>> length([1, 2]), total([1, 2]), shown("a")
(2, 3, "'a'")
>>> names = length.__globals__
>>> names["len"] = lambda x: 42
>>> length([1, 2])
42
>>> names["len"] = lambda x: x.missing
>>> length([1, 2])
Traceback (most recent call last):
AttributeError: 'list' object has no attribute 'missing'
>>> del names["len"]
>>> length([1, 2])
2
>>> names["sum"] = lambda x: "patched"
>>> total([1, 2])
'patched'
>>> del names["sum"]
>>> total([1, 2])
3
>>> names["ascii"] = lambda x: "ascii of " + x
>>> list(map_of([1, "b"]))
['1', 'b']
>>> names["map"] = lambda f, x: ["mapped"]
>>> list(map_of([1, "b"]))
['mapped']
>>> del names["map"], names["ascii"]
>>> list(map_of([1, "b"]))
['1', 'b']
>>> names["KeyError"] = LookupError
>>> caught({}), caught([])
('caught', 'caught')
>>> del names["KeyError"]
>>> caught({})
'caught'
>>> caught([])
Traceback (most recent call last):
IndexError: list index out of range
>>> import builtins
>>> known = builtins.len
>>> builtins.len = lambda x: 7
>>> try: length([])
... finally: builtins.len = known
7
>>> length([])
0

Every call of a function or class by a builtin's name, whether it was compiled as a call or not:

>>> with_replaced("isinstance", lambda o, c: c is str, instance, 1), instance(1)
('str', 'int')
>>> with_replaced("int", str, instance, "s"), instance("s")
('int', 'str')
>>> for name in "abs iter next enumerate reversed".split():
...     print(name, with_replaced(name, lambda x: {name: x}, one_argument[name], [1, 2]))
abs {'abs': [1, 2]}
iter {'iter': [1, 2]}
next {'next': [1, 2]}
enumerate {'enumerate': [1, 2]}
reversed {'reversed': [1, 2]}
>>> for name in "any all callable".split():
...     print(name, with_replaced(name, lambda x: x[0] == 5, one_argument[name], [5, 0]), one_argument[name]([5, 0]))
any True True
all True False
callable True False
>>> for name, known in dict(str=str, int=int, list=list, tuple=tuple, dict=dict, set=set, float=float).items():
...     print(name, with_replaced(name, lambda x: known(x) * 2 if name not in ("dict", "set") else known(), one_argument[name], "1" if name in ("int", "float") else []))
str [][]
int 2
list []
tuple ()
dict {}
set set()
float 2.0
>>> with_replaced("sorted", lambda x: ["s"] + list(x), one_argument["sorted"], (2, 1)), one_argument["sorted"]((2, 1))
(['s', 2, 1], [1, 2])
>>> with_replaced("repr", lambda x: "r", one_argument["repr"], 5), one_argument["repr"](5)
('r', '5')
>>> with_replaced("hash", lambda x: 12, one_argument["hash"], 5), one_argument["hash"](5)
(12, 5)
>>> with_replaced("ord", lambda x: 12, one_argument["ord"], "A"), one_argument["ord"]("A")
(12, 65)
>>> with_replaced("getattr", lambda *a: a[1:], attributes, 5), attributes(5)
((('real',), ('none', 7)), (5, 7))
>>> with_replaced("zip", lambda *a: [a], pairs, [1, 2], [3, 4]), pairs([1, 2], [3, 4])
([([1, 2], [3, 4])], [(1, 3), (2, 4)])
>>> with_replaced("range", lambda *a: ["r", *a], looped, 3), looped(3)
(['r', 3], [0, 1, 2])
>>> with_replaced("range", lambda *a: 1 / 0, looped, 3)
'ZeroDivisionError'
"""
import builtins


def with_replaced(name, function, f, *arguments):
    """The name means `function` in the module first, then in `builtins`: both must give the same."""
    results = []
    for names in globals(), vars(builtins):
        known = names.get(name)
        names[name] = function
        try:
            results.append(f(*arguments))
        except Exception as error:
            results.append(error.__class__.__name__)
        finally:
            if known is None:
                del names[name]
            else:
                names[name] = known
    return results[0] if results[0] == results[1] else results


def instance(x):
    if isinstance(x, (int, float)):  # a class of several is asked for by itself: a replaced function is called for each
        return "int" if isinstance(x, int) else "float"
    return "str" if isinstance(x, str) else None


one_argument = {
    "abs": lambda x: abs(x), "any": lambda x: any(x), "all": lambda x: all(x), "sorted": lambda x: sorted(x), "repr": lambda x: repr(x),
    "hash": lambda x: hash(x), "type": lambda x: type(x), "str": lambda x: str(x), "int": lambda x: int(x), "list": lambda x: list(x),
    "tuple": lambda x: tuple(x), "dict": lambda x: dict(x), "set": lambda x: set(x), "float": lambda x: float(x), "iter": lambda x: iter(x),
    "next": lambda x: next(x), "callable": lambda x: callable(x), "range": lambda x: range(x), "enumerate": lambda x: enumerate(x),
    "ord": lambda x: ord(x), "reversed": lambda x: reversed(x),
}


def attributes(x):
    return getattr(x, "real"), getattr(x, "none", 7)


def pairs(a, b):
    return list(zip(a, b))


def looped(n):
    return [i for i in range(n)]


def length(x):
    return len(x)


def total(x):
    return sum(x)


def shown(x):
    return ascii(x)


def map_of(x):
    return map(str, x)


def caught(x):
    try:
        return x[0]
    except KeyError:
        return "caught"

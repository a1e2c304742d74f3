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
"""


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

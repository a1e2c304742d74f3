"""Expressions: arithmetic, comparison, strings, containers, comprehensions, unpacking.

>>> arithmetic(7, 2)
(9, 5, 14, 3.5, 3, 1, 49)
>>> arithmetic(-7, 2)
(-5, -9, -14, -3.5, -4, 1, 49)
>>> long_chains(3), long_chains(0)
((3, 3, 'xxx', True), (0, 0, 'xxx', False))
>>> big()
(1267650600228229401496703205376, -170141183460469231731687303715884105728)
>>> chained(1, 2, 3), chained(1, 5, 3)
(True, False)
>>> short_circuit()
['a', 'b', 0, 2]
>>> strings('x')
('x-x-x', 'X', 'value: x', "'x'", '    x', 'x   |', '%s')
>>> formatted(3.14159, 42)
('3.14', '0x2a', '00042', '42 = 42', 'n=42')
>>> slices([0, 1, 2, 3, 4, 5])
([1, 2], [4, 5], [0, 2, 4], [5, 4, 3, 2, 1, 0], [0, 1], 5)
>>> comprehensions()
([0, 4, 16], {0, 1, 2}, {0: 'a', 1: 'b'}, [(0, 1), (0, 2), (1, 2)])
>>> unpacking([1, 2, 3, 4])
(1, [2, 3], 4, (1, 2, 3, 4, 5), {'a': 1, 'b': 2})
>>> swap(1, 2)
(2, 1)
>>> walrus([1, 5, 2])
(5, 25)
>>> augmented()
([1, 2, 3], 7, {'k': 2}, 'ab')
>>> identity(None), identity(0)
((True, False), (False, True))
>>> membership()
(True, False, True, True)
>>> conditional(1), conditional(0)
('yes', 'no')
>>> complex_numbers()
((4+6j), (-5+10j), 5.0)
>>> bytes_and_text()
(b'abc', 97, 'é', b'\\xc3\\xa9')
"""


def arithmetic(a, b):
    return a + b, a - b, a * b, a / b, a // b, a % b, a ** b


def big():
    return 2 ** 100, -(1 << 127)


def chained(a, b, c):
    return a < b < c


def short_circuit():
    seen = []

    def note(x, value):
        seen.append(x)
        return value

    note("a", 0) and note("never", 1)
    note("b", 1) or note("never", 1)
    seen.append(0 and 1)
    seen.append(0 or 2)
    return seen


def strings(s):
    return "-".join([s] * 3), s.upper(), "value: %s" % s, repr(s), "%5s" % s, "%-4s|" % s, "%%s" % ()


def formatted(x, n):
    return f"{x:.2f}", f"{n:#x}", f"{n:05d}", f"{n} = {n!r}", f"{n=}"


def slices(items):
    return items[1:3], items[-2:], items[::2], items[::-1], items[:-4], items[-1]


def comprehensions():
    return ([x * x for x in range(6) if x % 2 == 0], {x % 3 for x in range(9)}, {i: c for i, c in enumerate("ab")},
            [(i, j) for i in range(2) for j in range(i + 1, 3)])


def unpacking(items):
    first, *middle, last = items
    return first, middle, last, (*items, 5), {**{"a": 1}, "b": 2}


def swap(a, b):
    a, b = b, a
    return a, b


def walrus(items):
    if (largest := max(items)) > 2:
        return largest, largest ** 2


def augmented():
    items, n, table, text = [1], 3, {"k": 1}, "a"
    items += [2, 3]
    n += 4
    table["k"] += 1
    text += "b"
    return items, n, table, text


def identity(x):
    return x is None, x is not None


def membership():
    return 1 in [1, 2], 3 in (1, 2), "b" in "abc", "z" not in {"a": 1}


def conditional(x):
    return "yes" if x else "no"


def complex_numbers():
    a, b = 1 + 2j, 3 + 4j
    return a + b, a * b, abs(b)


def bytes_and_text():
    return b"abc", b"abc"[0], "é", "é".encode()


def append_to_argument(text: str) -> str:
    """An argument is the caller's: it is never changed in place.

    >>> whole = "ab" * 20
    >>> append_to_argument(whole) == whole + "xy", whole == "ab" * 20
    (True, True)
    """
    text += "x"
    text += "y"
    return text


def long_chains(a):
    return ((a and a and (a and a) and (a and (a and a))), (a or a or (a or 0) or a), 'x' + 'x' + 'x',
            not (not a or not a or (a and not a)))

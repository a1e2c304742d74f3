"""Code of plain Python that ahead-of-time compilers are tempted to read as C: each does what CPython does.

A width in a format keeps its side:

>>> formats(3), formats("ab"), formats((1, 2))
('[        3|3        |  3]', '[       ab|ab       | ab]', '[   (1, 2)|(1, 2)   |(1, 2)]')
>>> tables()
['   a|1   |  2.50|0x000a', ' bcd|22  |  3.00|0x000b']

A number that begins as a length is no C integer, and no C double, for that:

>>> counted([1, 2], False), counted([1, 2], True)
(2, 2.0)
>>> type(counted([1, 2], False)), type(counted([1, 2], True))
(<class 'int'>, <class 'float'>)
>>> halves([1, 2, 3]), halves([1, 2])
(1.5, 1)
>>> power([0] * 2), power([0] * 25), type(power([0])), power([])
(100, 10000000000000000000000000, <class 'int'>, 1)
>>> shifted([0] * 70)
1180591620717411303424
>>> negative_power([1, 2]), type(negative_power([]))
(0.01, <class 'int'>)
>>> factorial_of_length([0] * 25)
15511210043330985984000000

A number is no character, whatever C holds:

>>> equal_to_text()
[False, False, True]
>>> ordered_with_text()
Traceback (most recent call last):
TypeError: '<' not supported between instances of 'int' and 'str'

What is unpacked may be any text, bytes or list, cut as one likes:

>>> pairs("abcdef"), pairs(b"abcd"), pairs([1, 2])
([('b', 'a'), ('d', 'c'), ('f', 'e')], [(98, 97), (100, 99)], [(2, 1)])
>>> pairs("abc")
Traceback (most recent call last):
ValueError: not enough values to unpack (expected 2, got 1)
>>> first_and_rest("xyz")
('x', ['y', 'z'])

Names come into a module without an assignment to them:

>>> made_by_update(), made_by_exec(), made_by_setattr()
(1, 2, 3)
>>> remove_made()
>>> made_by_update()
Traceback (most recent call last):
NameError: name 'by_update' is not defined
>>> local_copy(5)
(5, ['seen', 'value'])

A bare raise means the exception that is handled where it stands:

>>> reraised(0)
('ValueError', 'outer', None)
>>> reraised(1)
('KeyError', "'inner'", 'ValueError')
>>> reraised(2)
('ValueError', 'outer', None)
>>> raise_from_below()
('ZeroDivisionError', 'division by zero', None)
>>> nothing_handled()
Traceback (most recent call last):
RuntimeError: No active exception to reraise
>>> in_loop()
['0 0', '0 1', '1 0', '1 1']

Deep recursion ends in a RecursionError, not in a crash:

>>> for f in endless, Endless().method, lambda n: endless_generator(n), Endless, lambda n: repr(nested_list(100000)), lambda n: Endless.compare():
...     try: f(1)
...     except RecursionError: print("RecursionError")
RecursionError
RecursionError
RecursionError
RecursionError
RecursionError
RecursionError
>>> endless_closure()
'RecursionError'
>>> deep(500)
500
"""


def formats(x):
    if isinstance(x, tuple):
        return "[%9s|%-9s|%3s]" % (x, x, x)
    return "[%9s|%-9s|%3s]" % (x, x, x)


def tables():
    rows = []
    for name, number, share in [("a", 1, 2.5), ("bcd", 22, 3)]:
        rows.append("%4s|%-4d|%6.2f|0x%04x" % (name, number, share, len(rows) + 10))
    return rows


def counted(x, as_float):
    n = len(x)
    if as_float:
        n += 0.0
    return n


def halves(x):
    n = len(x)
    if n % 2:
        n /= 2
    else:
        n //= 2
    return n


def power(x):
    return 10 ** len(x)


def shifted(x):
    return 1 << len(x)


def negative_power(x):
    n = -len(x)
    return 10 ** n


def factorial_of_length(x):
    product = 1
    for i in range(1, len(x) + 1):
        product *= i
    return product


def equal_to_text():
    ninety_seven = 97
    return [97 == 'a', ninety_seven == 'a', ninety_seven != 'a']


def ordered_with_text():
    return 1 < 'a'


def pairs(s):
    found = []
    for i in range(0, len(s), 2):
        lo, hi = s[i:i + 2]
        found.append((hi, lo))
    return found


def first_and_rest(s):
    first, *rest = s[:]
    return first, rest


globals().update(by_update=1)
exec("by_exec = 2", globals())


def made_by_update():
    return by_update


def made_by_exec():
    return by_exec


def made_by_setattr():
    import sys
    import types
    module = sys.modules.get(__name__)
    if isinstance(module, types.ModuleType):
        module.by_setattr = 3
    else:
        globals()["by_setattr"] = 3
    return by_setattr


def remove_made():
    del globals()["by_update"]


def local_copy(value):
    seen = sorted(locals())
    seen.insert(0, "seen")
    return value, seen


def reraised(how):
    try:
        try:
            raise ValueError("outer")
        except ValueError:
            try:
                raise KeyError("inner")
            except KeyError:
                if how == 1:
                    raise
            try:
                if how == 2:
                    raise
            finally:
                how = 3
            raise
    except Exception as e:
        return type(e).__name__, str(e), e.__context__ and type(e.__context__).__name__


def raise_again():
    raise


def raise_from_below():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise_again()
    except Exception as e:
        return type(e).__name__, str(e), e.__context__


def nothing_handled():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    raise_again()


def in_loop():
    seen = []
    for i in range(2):
        try:
            try:
                raise ValueError(i)
            except ValueError:
                for k in range(2):
                    try:
                        raise
                    except ValueError as e:
                        seen.append("%s %d" % (e, k))
                raise
        except ValueError:
            continue
    return seen


def endless(n):
    return endless(n + 1) + 1


class Endless:
    def __init__(self, n=0):
        if n:
            Endless(n + 1)

    def method(self, n):
        return self.method(n + 1) or 1

    def __eq__(self, other):
        return self == other

    __hash__ = None

    @staticmethod
    def compare():
        return Endless() == Endless()


def endless_generator(n):
    def walk(k):
        yield from walk(k + 1)
    return list(walk(n))


def endless_closure():
    def f(g):
        return g(f)
    try:
        f(f)
    except RecursionError as e:
        return type(e).__name__


def nested_list(n):
    made = []
    for _ in range(n):
        made = [made]
    return made


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)

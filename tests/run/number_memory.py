"""Numbers that die give their memory to new ones: nobody who still holds a number may see it change.

>>> for item in test(): print(item)
small ints are the same objects
[1073741823, 1073741824, 1073741825, 1152921504606846975, 1152921504606846976, 9223372036854775808]
[-1073741823, -1073741824, -1073741825, -1152921504606846975, -1152921504606846976, -9223372036854775808]
[100000, 100001, 100002, 100003] 400006 [100000, 100001, 100002, 100003]
(1000000, 1000001, 999999)
[0.5, 1.5, 2.5] 4.5 [0.5, 1.5, 2.5]
[500.5, -0.0, inf, nan]
{1001: 1003, 1002: 1004} [1001, 1002]
300 301 300
True False
Loud 7
1125899906842624 1024
-1000 1000 -1073741824
"""


class Loud(int):
    def __add__(self, other):
        return Loud(int(self) + other + 1)


def same(a):
    b = a + 1
    c = b - 1
    return c is a


def around(sign):
    values = []
    for base in (2 ** 30, 2 ** 60):
        n = base - 2
        for i in range(3 if base == 2 ** 30 else 2):
            n = n + 1
            values.append(n * sign)
    n = 2 ** 63 - 1
    n = n + 1
    values.append(n * sign)
    return values


def churn(n):
    s = 0
    for i in range(n):
        s = s + i * 1000 - i
        s = s - i * 3
    return s


def held():
    kept = []
    total = 0
    for i in range(4):
        x = i + 100000
        kept.append(x)
        total = total + x
        y = x
        x = x + 5
        x = x - 5
        assert y is kept[-1]
    before = list(kept)
    churn(1000)
    return kept, total, before


def swap(a):
    b = a
    a = a + 1
    c = b
    b = b - 1
    return c, a, b


def floats():
    kept = []
    s = 0.0
    for i in range(3):
        x = i + 0.5
        kept.append(x)
        s = s + x
    before = list(kept)
    for i in range(300):
        z = s * 1.5 - s
    return kept, s, before


def default(a=300):
    b = a
    a = a + 1
    return b, a, default.__defaults__[0]


def test():
    if all(same(i) for i in range(-5, 257)):
        yield "small ints are the same objects"
    yield around(1)
    yield around(-1)
    a, b, c = held()
    yield f"{a} {b} {c}"
    yield swap(1000000)
    a, b, c = floats()
    yield f"{a} {b} {c}"
    x = 1e308
    yield [500.5 + 0.0, -0.0 * 1.0, x * 10.0, x * 10.0 - x * 10.0]
    d = {}
    for i in range(1001, 1003):
        d[i] = i + 2
    churn(500)
    yield f"{d} {list(d)}"
    yield "%s %s %s" % default()
    t = 1 == 1
    yield f"{t} {not t}"
    loud = Loud(3)
    loud = loud + 3
    yield f"{type(loud).__name__} {int(loud)}"
    big = 1
    small = 1
    for i in range(50):
        big = big * 2
        if i < 10:
            small = small * 2
    yield f"{big} {small}"
    n = -1000
    yield f"{n} {-n} {-(2 ** 30)}"

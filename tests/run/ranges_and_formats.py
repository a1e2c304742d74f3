"""Loops over range() of objects, and the pieces of f-strings.

>>> for item in test(): print(item)
[0, 1, 2] [2, 3] [5, 3, 1] [] []
[1152921504606846974, 1152921504606846975, 1152921504606846976] 3
[-2, -1] [True] [0, 1]
range() arg 3 must not be zero
'float' object cannot be interpreted as an integer
[0, 1, 2] [10, 11]
else 2
[0, 2, 4] [3]
(2, [0, 1, 2])
[0, 7, 14] 14
[[], [0], [0, 1]]
1|  2|003|-04|  -5|6
1234567890123456789012|                     1|1f
True False None 1.5|x    |    y|1,000
aé☃𝄞b é☃ 2
'q' "n=3" 3
value-300 -5 -1073741825
['00001', '   -1', '-0001', '12345678']
100.0 1.4142135623730951 0.25 inf (6.123233995736766e-17+1j) 1.0
(34, 'Result too large')
"""
import sys


class Index:
    def __init__(self, n):
        self.n = n
    def __index__(self):
        return self.n


class Int(int):
    pass


def walk(*args):
    if len(args) == 1:
        return [i for i in range(args[0])]
    if len(args) == 2:
        out = []
        a, b = args
        for i in range(a, b):
            out.append(i)
        return out
    a, b, c = args
    return [i for i in range(a, b, c)]


def attempt(*args):
    try:
        return walk(*args)
    except (TypeError, ValueError) as e:
        return str(e)


def changing(n):
    out = []
    for i in range(n):
        out.append(i)
        i = 100
        n = 0
    return out


def ends(n):
    for i in range(n):
        pass
    else:
        return f"else {i}"


def steps(a, b, c):
    for i in range(a, b, c):
        yield i


def power(a, b):
    return a ** b


def counted(n):
    total = 0
    for i in range(0, n, 7):
        total = i
    return [i for i in range(0, n, 7)], total


def test():
    big = 2 ** 60 - 2
    yield f"{walk(3)} {walk(2, 4)} {walk(5, 0, -2)} {walk(3, 1)} {walk(0, 3, -1)}"
    yield f"{walk(big, big + 3)} {len(walk(2 ** 70, 2 ** 70 + 3))}"
    yield f"{walk(Int(-2), 0)} {[x is not None for x in walk(True)]} {walk(Index(2))}"
    yield attempt(0, 3, 0)
    yield attempt(1.5)
    yield f"{changing(3)} {walk(Int(10), Index(12))}"
    yield ends(3)
    yield f"{list(steps(0, 6, 2))} {list(steps(3, 2, -1))}"
    out = []
    n = 3
    for i in range(n):
        out.append(i)
    yield i, out
    yield "%s %s" % counted(15)
    yield [[j for j in range(i)] for i in range(n)]
    a, b, c, d, e, f = 1, 2, 3, -4, -5, 6
    yield f"{a}|{b:>3}|{c:03}|{d:03}|{e:4}|{f:d}"
    yield f"{1234567890123456789012}|{a:>22}|{31:x}"
    s, t = "x", "y"
    yield f"{True} {False} {None} {1.5}|{s:<5}|{t:>5}|{1000:,}"
    u = "é☃"
    yield f"a{u}\U0001d11eb {u} {len(u)}"
    q, n = "q", 3
    yield f"{q!r} \"{n=}\" {n}"
    yield f"value{-300} {-5} {-(2 ** 30) - 1}"
    yield [f"{n:{w}}" for n, w in ((1, "05"), (-1, "5"), (-1, "05"), (12345678, "3"))]
    x, y, z = 10.0, 2.0, 0.5
    yield f"{power(x, y)} {power(y, z)} {power(z, y)} {power(x, float('inf'))} {power(-1.0, z)} {power(x, 0.0)}"
    try:
        yield power(x, 400.0)
    except OverflowError as error:
        yield (34, "Result too large") if error.args[0] == 34 else error.args

# keeps: 3 (doctest keeps them of the interpreted module too)
"""Calls of the module's functions by name reach their bodies directly; whatever else the name comes to hold is what is called.

>>> for item in test(): print(item)
(1, 2, 3)
(1, 5, 6)
(4, 2, 9)
(7, 8, 3)
add() missing 1 required positional argument: 'b'
add() takes 2 positional arguments but 3 were given
add() got an unexpected keyword argument 'c'
add() got multiple values for argument 'a'
only() missing 1 required keyword-only argument: 'k'
(1, 10) (1, 2)
order: ['b', 'a'] (2, 1)
[1, 2] [1, 2]
patched 1 2
builtin 2
class C
NameError name 'add' is not defined
again 12
1000
decorated 3
[0, 1, 2]
(11, 10)
120
deep
5 5 6
shared [1] [1, 2]
"""


def add(a, b):
    return a + b


def three(a, b=2, c=3):
    return a, b, c


def only(a, *, k):
    return a, k


def keyword_default(a, *, k=2):
    return a, k


def variable(*args):
    return list(args)


def twice(f):
    def inner(*args):
        return "decorated", f(*args)
    return inner


@twice
def decorated(a, b):
    return a + b


def count(n):
    for i in range(n):
        yield i


def changes(a):
    before = a
    a = a + 1
    return a, before


def factorial(n):
    return 1 if n <= 1 else n * factorial(n - 1)


def endless(n):
    return endless(n + 1) + 1


def grow(item, into=[]):
    into.append(item)
    return into


def note(log, name, value):
    log.append(name)
    return value


def attempt(f):
    try:
        return f()
    except (TypeError, NameError) as e:
        return str(e)


def wrong_1():
    return add(1)


def wrong_2():
    return add(1, 2, 3)


def wrong_3():
    return add(1, c=2)


def wrong_4():
    return add(1, a=2)


def wrong_5():
    return only(1)


def call_add():
    return add(5, 7)


def test():
    global add
    yield three(1)
    yield three(1, 5, 6)
    yield three(4, c=9)
    yield three(b=8, a=7)
    for f in (wrong_1, wrong_2, wrong_3, wrong_4, wrong_5):
        yield attempt(f)
    yield f"{only(1, k=10)} {keyword_default(1)}"
    log = []
    swapped = three(b=note(log, "b", 1), a=note(log, "a", 2))[:2]
    yield f"order: {log} {swapped}"
    yield f"{variable(1, 2)} {variable(*[1, 2])}"
    original = add
    add = lambda a, b: ("patched", a, b)
    yield "%s %s %s" % add(1, 2)
    add = max
    yield f"builtin {add(1, 2)}"

    class C:
        def __init__(self, a, b):
            self.a = a
    add = C
    yield f"class {type(add(1, 2)).__name__}"
    del add
    try:
        call_add()
    except NameError as e:
        yield f"NameError {e}"
    add = original
    yield f"again {call_add()}"
    total = 0
    for i in range(1000):
        total = add(total, 1)
    yield total
    yield "%s %s" % decorated(1, 2)
    yield list(count(3))
    yield changes(10)
    yield factorial(5)
    try:
        endless(0)
    except RecursionError:
        yield "deep"
    x = 5
    y = three(x)[0]
    x = x + 1
    yield f"{y} {changes(4)[0]} {x}"
    first = list(grow(1))
    yield f"shared {first} {grow(2)}"

"""What goes wrong, and how CPython says it: calls, unpacking, recursion without an end.

>>> f()
Traceback (most recent call last):
TypeError: f() missing 1 required positional argument: 'a'
>>> f(1, 2, 3)
Traceback (most recent call last):
TypeError: f() takes from 1 to 2 positional arguments but 3 were given
>>> f(1, a=1)
Traceback (most recent call last):
TypeError: f() got multiple values for argument 'a'
>>> f(1, zz=1)
Traceback (most recent call last):
TypeError: f() got an unexpected keyword argument 'zz'
>>> three()
Traceback (most recent call last):
TypeError: three() missing 3 required positional arguments: 'a', 'b', and 'c'
>>> three(1)
Traceback (most recent call last):
TypeError: three() missing 2 required positional arguments: 'b' and 'c'
>>> keywords()
Traceback (most recent call last):
TypeError: keywords() missing 2 required keyword-only arguments: 'x' and 'y'
>>> keywords(1, 2, x=3, y=4)
Traceback (most recent call last):
TypeError: keywords() takes 0 positional arguments but 2 positional arguments (and 2 keyword-only arguments) were given
>>> positional(a=1, b=2)
Traceback (most recent call last):
TypeError: positional() got some positional-only arguments passed as keyword arguments: 'a'
>>> several(b=1, z=3, a=2)
Traceback (most recent call last):
TypeError: several() got some positional-only arguments passed as keyword arguments: 'a, b'
>>> several(1, z=3, b=2)
Traceback (most recent call last):
TypeError: several() got some positional-only arguments passed as keyword arguments: 'b'
>>> several(1, 2, z=3)
Traceback (most recent call last):
TypeError: several() got an unexpected keyword argument 'z'
>>> Methods().one(1, 2)
Traceback (most recent call last):
TypeError: Methods.one() takes 2 positional arguments but 3 were given
>>> two([1])
Traceback (most recent call last):
ValueError: not enough values to unpack (expected 2, got 1)
>>> two(iter(range(3)))
Traceback (most recent call last):
ValueError: too many values to unpack (expected 2)
>>> starred([1])
Traceback (most recent call last):
ValueError: not enough values to unpack (expected at least 2, got 1)
>>> two(5)
Traceback (most recent call last):
TypeError: cannot unpack non-iterable int object
>>> endless(down, 0), endless(ping, 0), endless(getattr, Endless(), 'x')
('RecursionError', 'RecursionError', 'RecursionError')
>>> chain(60)
1830
"""


def f(a, b=2):
    pass


def three(a, b, c):
    pass


def keywords(*, x, y):
    pass


def positional(a, /, b):
    pass


class Methods:
    def one(self, a):
        pass


def two(values):
    a, b = values
    return a, b


def starred(values):
    a, *b, c = values
    return a, b, c


def down(n):
    return down(n + 1) + 1


def ping(n):
    return pong(n + 1)


def pong(n):
    return [ping(n)]


class Endless:
    def __getattr__(self, name):
        return getattr(self, name)


def endless(call, *arguments):
    try:
        call(*arguments)
    except RecursionError as e:
        return type(e).__name__


def chain(depth):
    """Closures inside closures: each reads what all the ones around it hold."""
    def add(n, total):
        def inner():
            return total if n > depth else add(n + 1, total + n)()
        return inner
    return add(1, 0)()


def several(a, b, /, c=1):
    return a, b, c

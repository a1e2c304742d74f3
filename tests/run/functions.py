"""Functions: parameters of every kind, defaults, closures, recursion.

>>> positional(1, 2), positional(1, b=3), positional(*[4, 5])
((1, 2), (1, 3), (4, 5))
>>> everything(1, 2, 3, 4, key=5, other=6)
(1, 2, (3, 4), 5, {'other': 6})
>>> everything(1)
(1, 10, (), None, {})
>>> keyword_only(a=1)
(1, 2)
>>> keyword_only(1)
Traceback (most recent call last):
TypeError: keyword_only() takes 0 positional arguments but 1 was given
>>> counter = make_counter()
>>> counter(), counter(), counter()
(1, 2, 3)
>>> adders()
[10, 11, 12]
>>> fibonacci(20)
6765
>>> default_is_shared(), default_is_shared()
([0], [0, 1])
>>> compose(lambda x: x + 1, lambda x: x * 2)(5)
11
>>> unpack_calls()
((1, 2, 3), {'a': 1, 'b': 2})
>>> positional.__name__, positional.__qualname__, positional.__defaults__
('positional', 'positional', None)
>>> everything.__kwdefaults__
{'key': None}
>>> nested_delete()
'free'
"""


def positional(a, b):
    return a, b


def everything(a, b=10, *rest, key=None, **others):
    return a, b, rest, key, others


def keyword_only(*, a, b=2):
    return a, b


def make_counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count

    return step


def adders():
    return [f(10) for f in [lambda x, i=i: x + i for i in range(3)]]


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def default_is_shared(items=[]):
    items.append(len(items))
    return list(items)


def compose(*functions):
    def composed(value):
        for function in reversed(functions):
            value = function(value)
        return value

    return composed


def collect(*args, **kwargs):
    return args, kwargs


def unpack_calls():
    return collect(1, *(2,), *[3], **{"a": 1}, b=2)


def nested_delete():
    value = 1

    def read():
        return value

    del value
    try:
        read()
    except NameError as error:
        return "free" if "value" in str(error) else str(error)

# keeps: 3 (doctest keeps them of the interpreted module too)
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


def names_of_tables_are_no_names_of_functions():
    """
    >>> get_path(1, scheme=2), get_path_names(), get_path_locals(), get_path_direct(), list(get_path_generator())
    ((1, 2, 1), 'names', 'locals', 'direct', ['generator'])
    """


def get_path(name, *, scheme):
    local = name
    return name, scheme, local


def get_path_names():
    return "names"


def get_path_locals():
    return "locals"


def get_path_direct():
    return "direct"


def get_path_generator():
    yield "generator"


def direct_get_path():
    return get_path_direct()

"""Stars inside comprehensions: each element gives all that it holds.

>>> lists(), sets(), dicts()
([1, 2, 3], [1, 2, 3], {'a': 1, 'b': 3})
>>> list(generated())
[1, 2, 3]
>>> wrong()
Traceback (most recent call last):
TypeError: 'list' object is not a mapping
"""


def lists():
    return [*x for x in ([1], (), (2, 3))]


def sets():
    return sorted({*x for x in ([1], (2, 3), [3])})


def dicts():
    return {**x for x in ({'a': 1, 'b': 2}, {'b': 3})}


def generated():
    return (*x for x in ([1], (2, 3)))


def wrong():
    return {**x for x in ([('answer', 42)],)}

"""Stores into lists by an object index, and truth of numbers and lists: quick for exact ones, as Python says for all others.

>>> for item in test(): print(item)
[1, 'x', 3] ['y', 'x', 3] ['y', 'x', 'z']
list assignment index out of range
list assignment index out of range
list indices must be integers or slices, not str
[1, 9, 3] [1, 2, 7]
own (0, 'v')
dict {0: 'v'}
[False, True, True, True, False, False, True, True, False, True]
[True, False]
truth asked
no truth
gone [5]
"""


class Own(list):
    def __setitem__(self, key, value):
        self.last = key, value


class Index:
    def __index__(self):
        return 2


class Truth:
    def __init__(self, log, answer):
        self.log = log
        self.answer = answer
    def __bool__(self):
        self.log.append("truth asked")
        if self.answer is None:
            raise ValueError("no truth")
        return self.answer


class Int(int):
    def __bool__(self):
        return True


class Last:
    def __init__(self, where):
        self.where = where
    def __del__(self):
        self.where.append(5)


def store(o, key, value):
    o[key] = value
    return o


def truth(o):
    if o:
        return True
    return False


def attempt(f, *args):
    try:
        return f(*args)
    except (IndexError, TypeError, ValueError) as e:
        return str(e)


def test():
    l = [1, 2, 3]
    a = list(store(l, 1, "x"))
    b = list(store(l, -3, "y"))
    yield f"{a} {b} {store(l, 2, 'z')}"
    yield attempt(store, l, 3, 0)
    yield attempt(store, l, -4, 0)
    yield attempt(store, l, "a", 0)
    yield f"{store([1, 2, 3], True, 9)} {store([1, 2, 3], Index(), 7)}"
    yield f"own {store(Own([1]), 0, 'v').last}"
    yield f"dict {store({}, 0, 'v')}"
    yield [truth(o) for o in (0, 1, -1, 2 ** 80, [], 0.0, [0], 0.5, "", (0,))]
    yield [truth(Int(0)), truth(None)]
    log = []
    truth(Truth(log, True))
    yield log[0]
    yield attempt(truth, Truth(log, None))
    where = []
    l = [Last(where)]
    store(l, 0, 1)
    yield f"gone {where}"

"""Generators: send, throw, close, yield from, and what they clean up.

>>> list(count_to(3))
[0, 1, 2]
>>> echo = accumulate()
>>> next(echo), echo.send(5), echo.send(7)
(0, 5, 12)
>>> list(delegate())
[0, 1, 'from inner', 2]
>>> closing()
['start', 'finally']
>>> throwing()
('caught', 'boom')
>>> list(flatten([1, [2, [3, 4]], 5]))
[1, 2, 3, 4, 5]
>>> sum(x * x for x in range(10) if x % 2)
165
>>> returned()
'result'
>>> stop_inside()
'RuntimeError'
>>> list(zip_longest_like([1, 2, 3], 'ab'))
[(1, 'a'), (2, 'b'), (3, None)]
>>> type(count_to(1)).__name__
'generator'
>>> thrown_context()
(None, 'KeyError')
"""


def count_to(n):
    i = 0
    while i < n:
        yield i
        i += 1


def accumulate():
    total = 0
    while True:
        total += (yield total) or 0


def inner():
    yield 0
    yield 1
    return "from inner"


def delegate():
    value = yield from inner()
    yield value
    yield 2


def closing():
    events = []

    def generator():
        events.append("start")
        try:
            yield 1
        finally:
            events.append("finally")

    g = generator()
    next(g)
    g.close()
    return events


def throwing():
    def generator():
        try:
            yield 1
        except ValueError as error:
            yield "caught", str(error)

    g = generator()
    next(g)
    return g.throw(ValueError("boom"))


def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


def returned():
    g = inner()
    try:
        while True:
            next(g)
    except StopIteration as stop:
        return "result" if stop.value == "from inner" else stop.value


def stop_inside():
    def generator():
        yield next(iter(()))

    try:
        list(generator())
    except RuntimeError as error:
        return type(error).__name__


def zip_longest_like(a, b):
    b = iter(b)
    for x in a:
        yield x, next(b, None)


def waits():
    try:
        yield
    except ZeroDivisionError as error:
        yield error.__context__


def thrown_context():
    """What the caller of throw() handles is no context; what the exception had stays."""
    generator, results = waits(), []
    next(generator)
    try:
        raise KeyError
    except KeyError:
        results.append(generator.throw(ZeroDivisionError()))
    generator, error = waits(), ZeroDivisionError()
    next(generator)
    error.__context__ = KeyError()
    return results[0], generator.throw(error).__class__.__name__

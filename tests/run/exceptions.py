"""try, except, else, finally, raise, chaining, in every nesting with return, break and continue.

>>> order(None)
['try', 'else', 'finally']
>>> order(ValueError)
['try', 'ValueError', 'finally']
>>> order(KeyError)
['try', 'finally', 'outer KeyError']
>>> return_through_finally()
('value', ['finally'])
>>> finally_overrides()
'finally wins'
>>> loop_with_finally()
[0, 'f0', 'f1', 2, 'f2', 'f3']
>>> chain()
('ZeroDivisionError', 'KeyError', True)
>>> cause()
('ValueError', 'OSError')
>>> bare_raise()
'again'
>>> nested_handlers()
['inner', 'outer', None]
>>> exception_name_is_unbound()
'unbound'
>>> context_manager(False)
['enter', 'body', 'exit None']
>>> context_manager(True)
['enter', 'body', 'exit ValueError', 'after']
>>> tuple_of_classes(KeyError), tuple_of_classes(IndexError)
('lookup', 'lookup')

>>> literal_division()
('division by zero', 'division by zero')
"""
import sys


def order(error):
    events = []
    try:
        try:
            events.append("try")
            if error:
                raise error("x")
        except ValueError:
            events.append("ValueError")
        else:
            events.append("else")
        finally:
            events.append("finally")
    except KeyError:
        events.append("outer KeyError")
    return events


def return_through_finally():
    events = []

    def inner():
        try:
            return "value"
        finally:
            events.append("finally")

    return inner(), events


def finally_overrides():
    try:
        raise ValueError
    finally:
        return "finally wins"


def loop_with_finally():
    events = []
    for i in range(10):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            events.append(i)
        finally:
            events.append("f%d" % i)
    return events


def chain():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise KeyError("k")
    except KeyError as error:
        return type(error.__context__).__name__, type(error).__name__, error.__cause__ is None


def cause():
    try:
        raise ValueError("v") from OSError("o")
    except ValueError as error:
        return type(error).__name__, type(error.__cause__).__name__


def bare_raise():
    try:
        try:
            raise ValueError("again")
        except ValueError:
            raise
    except ValueError as error:
        return str(error)


def nested_handlers():
    seen = []
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            seen.append(sys.exc_info()[1].args[0])
        seen.append(sys.exc_info()[1].args[0])
    seen.append(sys.exc_info()[1])
    return seen


def exception_name_is_unbound():
    try:
        raise ValueError
    except ValueError as error:
        pass
    try:
        error
    except UnboundLocalError:
        return "unbound"


class Manager:
    def __init__(self, events):
        self.events = events

    def __enter__(self):
        self.events.append("enter")
        return self

    def __exit__(self, cls, value, traceback):
        self.events.append("exit %s" % (cls and cls.__name__))
        return True


def context_manager(fails):
    events = []
    with Manager(events):
        events.append("body")
        if fails:
            raise ValueError
    if fails:
        events.append("after")
    return events


def tuple_of_classes(cls):
    try:
        raise cls()
    except (KeyError, IndexError):
        return "lookup"


def literal_division():
    texts = []
    for divide in (lambda: 1 / 0, lambda: 7 / (3 - 3)):
        try:
            divide()
        except ZeroDivisionError as e:
            texts.append(str(e))
    return tuple(texts)

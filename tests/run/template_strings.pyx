# cython: language_level=3
r"""Template strings (PEP 750).

>>> hello()
Template(strings=('Hello',), interpolations=())
>>> name, width = 'you', 5
>>> greeting(name)
Template(strings=('Hello ', '!'), interpolations=(Interpolation('you', 'name', None, ''),))
>>> forms(3.5, width)
Template(strings=('', '', 'x + 1 = ', '', ''), interpolations=(Interpolation(3.5, 'x', 'r', ''), Interpolation(3.5, 'x', None, '>5.1'), Interpolation(4.5, 'x + 1', 'r', ''), Interpolation(3.5, 'x', 's', '!')))
>>> list(greeting('a'))
['Hello ', Interpolation('a', 'name', None, ''), '!']
>>> greeting('a') + greeting('b')
Template(strings=('Hello ', '!Hello ', '!'), interpolations=(Interpolation('a', 'name', None, ''), Interpolation('b', 'name', None, '')))
>>> greeting('a').values, type(greeting('a')).__module__, order()
(('a',), 'string.templatelib', ['value', 'spec', 'value'])
>>> greeting('a') + 'x'                         # doctest: +ELLIPSIS
Traceback (most recent call last):
TypeError: can only concatenate string.templatelib.Template (not "str") to string.templatelib.Template
>>> greeting('a').strings = ()                  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
AttributeError: readonly
>>> nested(1).interpolations[0].value
Template(strings=('', ''), interpolations=(Interpolation(1, 'x', None, ''),))
>>> raw(2)
Template(strings=('\\n', '\n{}'), interpolations=(Interpolation(2, 'x', None, ''),))
>>> from_c(7)
Template(strings=('', ''), interpolations=(Interpolation(7, 'number', None, 'd'),))
"""


def greeting(name):
    return t'Hello {name}!'

def forms(x, width):
    return t'{x!r}{x:>{width}.1}{x + 1 = }{x!s:!}'

def order():
    heard = []
    def note(x):
        heard.append(x)
        return x
    t'{note("value"):{note("spec")}}{note("value")}'
    return heard

def nested(x):
    return t'{t"{x}"}'

def raw(x):
    return rt'\n{x}' t'\n{{}}'

def from_c(int number):
    return t'{number:d}'

def hello():
    return t'Hello'

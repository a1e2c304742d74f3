# cython: c_string_type=str, c_string_encoding=utf8
# char* inside structs, tuples and arrays follow c_string_type as those alone do; a NULL may be the default of a def function.

cdef struct Named:
    char* name
    int n

cdef struct Outer:
    Named named
    char text[4]

ctypedef (char*, int) pair


def convert():
    """
    >>> convert()
    ({'named': {'name': 'lit', 'n': 1}, 'text': 'q'}, ('lit', 3), ['lit', 'lit'])
    """
    cdef Outer o
    o.named.name = "lit"
    o.named.n = 1
    o.text[0] = c'q'
    o.text[1] = 0
    cdef pair p = (o.named.name, 3)
    cdef char* both[2]
    both[0] = both[1] = o.named.name
    return o, p, both


def null_default(char* text=NULL, *, char* other=NULL):
    """
    >>> null_default()
    (True, True)
    >>> null_default('a', other='b')
    (False, False)
    >>> null_default.__defaults__, null_default.__kwdefaults__
    ((None,), {'other': None})
    """
    return text is NULL, other is NULL

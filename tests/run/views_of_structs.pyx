# Views of structs tell Python what their items are.

cdef struct Inner:
    short a
    double b

cdef packed struct Packed:
    char code
    double value

cdef struct Outer:
    char letter
    Inner[2] inner
    float complex z
    int n

cdef Outer[3] outers
cdef Packed[2] packed
outers[1].inner[1].b = 2.5
outers[1].n = 7
packed[1].value = 1.5


def format_of(which):
    """
    >>> format_of("outer")
    'T{c:letter:(2)T{h:a:d:b:}:inner:Zf:z:i:n:}'
    >>> format_of("packed")
    '^T{c:code:d:value:}'
    """
    cdef Outer[:] view = outers
    cdef Packed[:] tight = packed
    return memoryview(view if which == "outer" else tight).format


def again(what):
    """
    >>> again("outer")
    (2.5, 7)
    >>> again("packed")
    1.5
    """
    cdef Outer[:] view = outers
    cdef Packed[:] tight = packed
    cdef object o = view if what == "outer" else tight
    cdef Outer[:] other
    cdef Packed[:] other_tight
    if what == "outer":
        other = memoryview(o)
        return other[1].inner[1].b, other[1].n
    other_tight = memoryview(o)
    return other_tight[1].value


def refused():
    """
    >>> refused()
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'char' but got 'double' in 'Packed.code'
    """
    cdef double[:] numbers = <double[:2]>&packed[0].value
    cdef Packed[:] view = memoryview(numbers)

# flags: -X embedsignature=True
"""The directive embedsignature.

>>> print(plain.__doc__)
plain(a, int b, *, c=None, **rest)
>>> print(documented.__doc__)
documented(list x, y='text')
<BLANKLINE>
What it does.
>>> print(annotated.__doc__)
annotated(x: int, y: float = 1.0) -> str
>>> print(both.__doc__)
both(char *text, double x) -> double
>>> print(Point.__doc__)
Point(x, y=2)
<BLANKLINE>
A point.
>>> print(Point.move.__doc__)
Point.move(self, int by)
"""


def plain(a, int b, *, c=None, **rest):
    return b


def documented(list x, y='text'):
    """What it does.
    """


def annotated(x: int, y: float = 1.0) -> str:
    return str(x)


cpdef double both(char *text, double x):
    return x + text[0]


cdef class Point:
    """A point."""

    def __init__(self, x, y=2):
        pass

    def move(self, int by):
        return by

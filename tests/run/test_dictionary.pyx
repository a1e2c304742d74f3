# cython: autotestdict=True
"""The docstrings with doctests are in __test__, for tools that cannot look into compiled functions.

>>> sorted(__test__)
['Class.method (line 26)', 'Extension.item.__get__ (line 41)', 'Extension.method (line 34)', 'checked (line 15)', 'function (line 9)']
"""


def function():
    """
    >>> 1
    1
    """

cpdef checked():
    """
    >>> 2
    2
    """

def untested():
    """Says nothing."""


class Class:
    def method(self):
        """
        >>> 3
        3
        """


cdef class Extension:
    def method(self):
        """
        >>> 4
        4
        """

    @property
    def item(self):
        """
        >>> 5
        5
        """

    def __len__(self):
        """
        >>> 6
        6
        """
        return 0

# Iterating over a view with several axes gives views of its rows.

def rows(int[:, :] v):
    """
    >>> import array
    >>> m = memoryview(array.array('i', range(6))).cast('B').cast('i', (2, 3))
    >>> rows(m)
    [[0, 1, 2], [3, 4, 5]]
    """
    return [list(row) for row in v]


def sums(int[:, ::1] v):
    """
    >>> import array
    >>> m = memoryview(array.array('i', range(6))).cast('B').cast('i', (2, 3))
    >>> sums(m)
    [3, 12]
    """
    cdef int[::1] row
    out = []
    for row in v:
        out.append(row[0] + row[1] + row[2])
    return out


def planes(int[:, :, :] v):
    """
    >>> import array
    >>> m = memoryview(array.array('i', range(8))).cast('B').cast('i', (2, 2, 2))
    >>> planes(m)
    [(2, 2, 3), (2, 2, 7)]
    """
    return [(p.shape[0], p.shape[1], p[1, 1]) for p in v]


# ---- fused views: None chooses the first of them, an array of another order is refused for what it is
ctypedef fused item:
    int
    double


def fused_strided(item[:] v):
    """
    >>> import array
    >>> fused_strided(array.array('d', [1])), fused_strided(None)
    ('double', 'int')
    """
    return 'double' if item is double else 'int'


def fused_contiguous(item[::1] v):
    """
    >>> import array
    >>> fused_contiguous(memoryview(array.array('i', range(4)))[::2])
    Traceback (most recent call last):
    BufferError: memoryview: underlying buffer is not C-contiguous
    """
    return v[0]

# Bytes and str in loops: the checks leave the loop, the exceptions stay.
def levenshtein(bytes a, bytes b, int[::1] row, Py_ssize_t n, Py_ssize_t m):
    """
    >>> import array
    >>> levenshtein(b"abc", b"axc", array.array("i", range(4)), 3, 3)
    1
    >>> r = array.array("i", range(4))
    >>> levenshtein(b"abc", b"ax", r, 3, 3)
    Traceback (most recent call last):
    IndexError: string index out of range
    >>> list(r)
    [1, 0, 1, 3]
    >>> r = array.array("i", range(4))
    >>> levenshtein(b"abc", None, r, 3, 3)
    Traceback (most recent call last):
    TypeError: 'NoneType' object is not subscriptable
    >>> list(r)
    [1, 1, 2, 3]
    >>> levenshtein(None, b"", r, 0, 3)
    3
    """
    cdef Py_ssize_t i, j
    cdef int up, diag, best
    for i in range(n):
        diag = row[0]
        row[0] = <int>i + 1
        for j in range(m):
            up = row[j + 1]
            best = min(diag + (a[i] != b[j]), up + 1)
            if row[j] + 1 < best: best = row[j] + 1
            row[j + 1] = best
            diag = up
    return row[m]
def count(str s, Py_ssize_t n, Py_UCS4 c):
    """
    >>> count("abcabc", 6, "a")
    2
    >>> count("abc\\u20ac", 4, "\\u20ac")
    1
    >>> count("abc", 4, "a")
    Traceback (most recent call last):
    IndexError: string index out of range
    >>> count(None, 0, "a")
    0
    >>> count(None, 1, "a")
    Traceback (most recent call last):
    TypeError: 'NoneType' object is not subscriptable
    """
    cdef Py_ssize_t i, k = 0
    for i in range(n):
        if s[i] == c: k += 1
    return k

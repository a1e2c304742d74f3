# keeps: 1 (notes grows)
"""Typed memoryviews over any exporter of the buffer protocol.

>>> from array import array
>>> a = array('d', [1, 2, 3, 4])
>>> total(a), strided(a), a
(10.0, 4.0, array('d', [1.0, 2.0, 3.0, 4.0]))
>>> fill(a, 7); a
array('d', [7.0, 7.0, 7.0, 7.0])
>>> item(a, 4)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> item(a, -1)
7.0
>>> total(array('i', [1]))
Traceback (most recent call last):
ValueError: Buffer dtype mismatch, expected 'double' but got 'int'
>>> total(None)  # as long as bounds are checked, None is a view without items
0.0
>>> count_bytes(b"hello", 108)
2
>>> total(b"x")
Traceback (most recent call last):
BufferError: Object is not writable.
>>> matrix()
(6.0, (2, 3), [0.0, 1.0, 2.0])
>>> transposed()
[0.0, 3.0, 1.0, 4.0, 2.0, 5.0]
>>> target = bytearray(b"ab")
>>> writable_where_written(b"xy", target); target
bytearray(b'xb')
>>> ends_without_view(0)
Traceback (most recent call last):
TypeError: Memoryview return value is not initialized
>>> array_of_c((3, 2))
(2, 2, 'c', 3)
>>> owned_memory()
['freed']
"""
cimport cython
from cython cimport view


def total(double[:] view):
    cdef double result = 0
    cdef Py_ssize_t i
    for i in range(view.shape[0]):
        result += view[i]
    return result


def strided(double[:] view):
    return view[::2][0] + view[::2][1]


def fill(double[::1] view, double value):
    view[:] = value


def item(double[:] view, int i):
    return view[i]


def count_bytes(const unsigned char[::1] view, int value):
    cdef Py_ssize_t i
    cdef int count = 0
    for i in range(view.shape[0]):
        if view[i] == value:
            count += 1
    return count


def matrix():
    cdef double[2][3] data
    cdef double[:, ::1] view = data
    cdef int i, j
    for i in range(2):
        for j in range(3):
            view[i, j] = i * 3 + j
    return view[0, 0] + view[0, 1] + view[1, 2], (view.shape[0], view.shape[1]), [x for x in view[0]]


def transposed():
    cdef double[2][3] data
    cdef double[:, :] view = data
    cdef int i, j
    for i in range(2):
        for j in range(3):
            view[i, j] = i * 3 + j
    cdef double[:, :] t = view.T
    return [t[i, j] for i in range(3) for j in range(2)]


ctypedef double real

cdef double[:] unset_view
cdef class HoldsView:
    cdef double[:] view

    def first(self):
        """
        >>> HoldsView().first()
        Traceback (most recent call last):
        AttributeError: Memoryview is not initialized
        """
        return self.view[0]


def read_unset():
    """
    >>> read_unset()
    Traceback (most recent call last):
    UnboundLocalError: local variable 'unset_view' referenced before assignment
    """
    return unset_view[0]


def named_items(real[:] values):
    """
    >>> import array
    >>> named_items(array.array('i', [1]))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'real' but got 'int'
    """
    return values[0]


def writable_where_written(object[char, ndim=1] source, object[char, ndim=1] target):
    target[0] = source[0]


cdef double[:] nothing(int i):
    if i:
        raise KeyError(i)


def ends_without_view(int i):
    nothing(i)


cdef void note(void* p) noexcept:
    notes.append("freed" if p != NULL else "nothing")


notes = []


def array_of_c(shape):
    cdef view.array a = view.array(shape, itemsize=sizeof(int), format="i")
    cdef int* data = <int*> a.data
    for i in range(a.len // a.itemsize):
        data[i] = i
    cdef int[:, :] items = a
    return items[1, 0], a.ndim, a.mode, len(a)


def owned_memory():
    cdef int x = 3
    cdef view.array a = <int[:1]> &x
    a.callback_free_data = note
    a = None
    return notes


cdef class PointerCube:
    """3 x 4 pointers, each to 2 ints: the middle axis follows a pointer."""
    cdef int rows[3][4][2]
    cdef int *pointers[3][4]
    cdef Py_ssize_t[3] shape, strides, suboffsets

    def __init__(self):
        cdef int i, j, k
        for i in range(3):
            for j in range(4):
                self.pointers[i][j] = self.rows[i][j]
                for k in range(2):
                    self.rows[i][j][k] = 100 * i + 10 * j + k
        self.shape[:] = [3, 4, 2]
        self.strides[:] = [4 * sizeof(int *), sizeof(int *), sizeof(int)]
        self.suboffsets[:] = [-1, 0, -1]

    def __getbuffer__(self, Py_buffer *info, int flags):
        info.buf = <void *> self.pointers
        info.obj = self
        info.len = 24 * sizeof(int)
        info.itemsize = sizeof(int)
        info.ndim = 3
        info.readonly = 0
        info.format = "i"
        info.shape = self.shape
        info.strides = self.strides
        info.suboffsets = self.suboffsets


def index_behind_a_kept_pointer():
    """
    >>> index_behind_a_kept_pointer()
    [211, 211, 211, 211]
    [211, 211, 211, 211]
    All dimensions preceding dimension 1 must be indexed and not sliced
    """
    cdef int[:, ::view.indirect, :] cube = PointerCube()
    cdef object o = cube
    print([cube[2][1][1], cube[2, 1, 1], cube[2, 1][1], cube[..., 1][2, 1]])
    print([o[2][1][1], o[2, 1, 1], o[2, 1][1], o[..., 1][2, 1]])
    try:
        o[1:, 2]
    except IndexError as error:
        print(error)


from cpython.buffer cimport PyBUF_C_CONTIGUOUS


def store_nothing(x):
    """Bytes, where the exporter was not asked for a format.

    >>> store_nothing(bytearray(4))
    Traceback (most recent call last):
    TypeError: [] does not fit into an item of format 'B'
    """
    cdef view.memoryview v = view.memoryview(x, PyBUF_C_CONTIGUOUS)
    v[0:0] = []
    return bytes(x)

# What published packages write: loose forms of Cython that mean something all the same.
# cython: style = plain
from cpython cimport Py_buffer as BufferInfo
from libc.math cimport abs, sqrt
cimport cpython

cdef extern from *:
    """
    typedef float packed_real;
    enum { Kind_None = 4, Kind_Some = 5 };
    """
    ctypedef struct packed_real
    enum Kind:
        None "Kind_None"
        Some "Kind_Some"


def none_is_a_name_of_c():
    """
    >>> none_is_a_name_of_c()
    (4, 5, None)
    """
    return Kind.None, Kind.Some, None


cdef double now():
    return 2.5


cdef class Moment:
    cdef double value

    def __init__(self, value: float | None = None):
        self.value = value or now()


def none_or_a_number(value=None):
    """
    >>> none_or_a_number(), none_or_a_number(3.5), none_or_a_number(0.0)
    (2.5, 3.5, 2.5)
    """
    return Moment(value).value


cpdef list spread(int a, int b=1, int c=2):
    return [a, b, c]


cdef class Spreader:
    cpdef spread(self, int a, int b=1, int c=2):
        return [a, b, c]


def optional_arguments_left_out(Spreader spreader):
    """
    >>> optional_arguments_left_out(Spreader())
    ([7, 1, 9], [7, 1, 8], [7, 5, 2])
    """
    cdef list direct = spread(7, c=9)
    return direct, spreader.spread(7, c=8), spreader.spread(b=5, a=7)


def star_without_names(a, b=2, *):
    """
    >>> star_without_names(1)
    (1, 2)
    >>> star_without_names(1, 2, 3)
    Traceback (most recent call last):
    ...
    TypeError: star_without_names() takes from 1 to 2 positional arguments but 3 were given
    """
    return a, b


cdef Py_ssize_t one = 1
cdef ssize_t two = 2

cdef void add_size(ssize_t *n) noexcept:
    n[0] += 1

cdef void add_ssize(Py_ssize_t *n) noexcept:
    n[0] += 1


def sizes():
    """
    >>> sizes()
    (2, 3)
    """
    add_size(&one)
    add_ssize(&two)
    result = one, two
    return result


cdef int kept = 0


def global_in_each_branch(flag):
    """
    >>> global_in_each_branch(True), global_in_each_branch(False)
    (1, 11)
    """
    if flag:
        global kept
        kept += 1
    else:
        global kept
        kept += 10
    return kept


def without_the_gil(unsigned char power):
    """
    >>> without_the_gil(5)
    (32, 3, 4, 6)
    """
    cdef int items[4]
    cdef int *behind = items
    cdef int result, total = 0, a, b, i
    with nogil:
        items[0], items[1], items[2], items[3] = 1, 3, 4, 5
        result = 2 ** power + 0
        a, b = items[1:3]
        b, a = behind[1:3]
        a, b = b, a
        for i in xrange(b):
            total += i
    return result, a, b, total


def shape_in_parts(double[:, :, :] view):
    """
    >>> import array
    >>> shape_in_parts(memoryview(array.array("d", [0] * 24)).cast("B").cast("d", [2, 3, 4]))
    (2, 3, 4)
    """
    cdef Py_ssize_t rows, columns, depth
    with nogil:
        rows, columns = view.shape[:2]
        depth = view.shape[2]
    return rows, columns, depth


cdef class Handle:
    cdef int opened

    cdef int *__enter__(self):
        self.opened += 1
        return &self.opened

    def __exit__(self, kind, value, traceback):
        self.opened += 100
        return kind is KeyError


def enter_in_c():
    """
    >>> enter_in_c()
    (1, 101, 202)
    """
    handle = Handle()
    with handle as count:
        inside = count[0]
    outside = handle.opened
    with handle:
        raise KeyError
    return inside, outside, handle.opened


cdef int own(Handle handle):
    return handle.opened


ctypedef fused Source:
    str
    Handle


def branches(Source source):
    """
    >>> branches("text"), branches(Handle())
    ('str', 0)
    """
    if isinstance(source, str):
        return "str"
    elif isinstance(source, Handle):
        return own(source)


def class_is_asked_for(list items):
    """
    >>> class_is_asked_for([])
    Traceback (most recent call last):
    ...
    TypeError: Cannot convert list to package_forms.Handle
    """
    return own(items)


def casts(value):
    """
    >>> casts("text")
    (True, 1.5)
    """
    <void> value  # said to be unused
    cdef float real = 1.5
    cdef packed_real *packed = <packed_real*> &real
    return <void*> (<cpython.PyObject> value) == <void*> value, <float> packed[0]


def names_of_every_module(values):
    """
    >>> names_of_every_module(b"abc")
    (3, 7, 3.0)
    """
    cdef BufferInfo info
    cdef cpython.Py_buffer *pointer = &info
    cpython.PyObject_GetBuffer(values, pointer, 0)
    length = info.len
    cpython.PyBuffer_Release(pointer)
    return length, abs(-7), sqrt(9)

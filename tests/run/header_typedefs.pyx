# Typedefs of headers count as the types they are declared as; conditions on fused types in sections and expressions; C truth values
# without the GIL; properties beside private fields; unions as dicts.
cimport cython
from cython cimport floating

cdef extern from *:
    """
    typedef double header_double;
    typedef long header_long;
    enum header_kind { HEADER_A = 3, HEADER_B = 4 };
    static double sum_of(double *a, double *b) { return *a + *b; }
    static long sum_of_longs(long *a) { return a[0] + a[1]; }
    """
    ctypedef double header_double
    ctypedef long header_long
    double sum_of(double *, double *) nogil
    long sum_of_longs(long *) nogil

ctypedef header_double own_double
ctypedef double plain_double

ctypedef fused number_or_object:
    int
    double
    object


def pointers():
    """
    >>> pointers()
    (3.0, 7.5, 12)
    """
    cdef header_double a = 1, b = 2
    cdef own_double c = 3.5
    cdef plain_double d = 4
    cdef header_long[2] longs = [5, 7]
    return sum_of(&a, &b), sum_of(&c, &d), sum_of_longs(&longs[0])


def views(header_double[:] view, long times):
    """
    >>> import array
    >>> views(array.array("d", [1.5, 2.5]), 2)
    8.0
    """
    cdef header_double[:] same = view
    return (same[0] + view[1]) * times


def released(number_or_object x):
    """
    >>> released["int"](2), released["double"](2.5), released["object"]("a")
    (4, 5.0, 'aa')
    """
    with nogil(number_or_object is not object):
        x = x * 2
    return x


cdef floating limit(const floating *x) noexcept nogil:
    cdef floating largest = 10 if floating is float else 20
    if floating is float:
        return x[0] + largest
    else:
        return x[0] - largest


def limits(float a, double b):
    """
    >>> limits(1, 1)
    (11.0, -19.0)
    """
    return limit(&a), limit(&b)


cdef unsigned char either(unsigned char flag, int a, int b) noexcept nogil:
    return (flag and a == b) or (not flag and a < b)


def truth_values():
    """
    >>> truth_values()
    (1, 0, 1, 0)
    """
    return either(1, 2, 2), either(1, 1, 2), either(0, 1, 2), either(0, 2, 2)


cdef class Shown:
    """
    >>> Shown().items
    [0, 1, 2]
    """
    cdef int items

    def __cinit__(self):
        self.items = 3

    @property
    def items(self):
        return list(range(self.items))


cdef union Texts:
    const char *first
    const char *second


def same_members():
    """
    >>> sorted(same_members().items())
    [('first', b'abc'), ('second', b'abc')]
    """
    cdef Texts texts
    texts.first = b"abc"
    return texts

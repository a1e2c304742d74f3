# Slices of C memory, comparisons of texts, items without the GIL, and what a cast of a literal means.
cimport cython
from cython.view cimport array

cdef enum:
    LENGTH = 3


def ordered(str a, str b, bytes x, bytes y):
    """
    >>> ordered('abc', 'abd', b'b', b'a')
    (True, True, False, False, False, False, True, True)
    >>> ordered('abc', 'abc', b'a', b'a')
    (False, True, False, True, False, True, False, True)
    """
    return a < b, a <= b, a > b, a >= b, x < y, x <= y, x > y, x >= y


def literal_order(char *text):
    """
    >>> literal_order(b'abc'), literal_order(b'b'), literal_order(b'a')
    ((True, True), (True, False), (False, True))
    """
    return text >= b"abc", text <= b"abc"


def literal_casts():
    """
    >>> literal_casts()
    (2147483647, True, 4294967295, 255)
    """
    return <int>((<unsigned int>-1) >> 1), (<unsigned int>-1) > 0, <unsigned int>-1, <unsigned char>-1


@cython.overflowcheck(True)
def checked_sum(unsigned int a, unsigned int b):
    """
    >>> checked_sum(1, 2)
    3
    >>> checked_sum(4294967295, 1)
    Traceback (most recent call last):
    OverflowError: value too large
    """
    return a + b


def set_part(int start, int stop):
    """
    >>> set_part(1, 4)
    [0, 7, 8, 9, 0]
    >>> set_part(1, 3)
    Traceback (most recent call last):
    ValueError: Assignment to slice of wrong length, expected 3, got 2
    """
    cdef int[5] a = [0, 0, 0, 0, 0]
    a[start:stop] = [7, 8, 9]
    return a


cdef int sum_without_gil() nogil:
    cdef int[4] a = [1, 2, 3, 4]
    cdef int[4] b
    b[:] = a[:]
    b[1:3] = [20, 30]
    return b[0] + b[1] + b[2] + b[3]


def parts_without_gil():
    """
    >>> parts_without_gil()
    55
    """
    return sum_without_gil()


def from_pointer():
    """
    >>> from_pointer()
    [4, 5, 6]
    """
    cdef int *p = [4, 5, 6, 7]
    cdef int[3] a
    a = p
    return a


def search(x, int stop):
    """
    >>> search(2, 5), search(4, 5), search(4, 4), search(3, 5)
    ((True, True), (True, True), (False, False), (True, False))
    """
    cdef int *p = [0, 1, 2, 3, 4]
    return x in p[:stop], x in p[0:stop:2]


def items_without_gil(str text, bytes data, bytearray buffer, int i):
    """
    >>> b = bytearray(b'xyz')
    >>> items_without_gil('abc', b'def', b, -1)
    ('c', 102, 122)
    >>> b
    bytearray(b'xyc')
    >>> items_without_gil('abc', b'def', b, 3)
    Traceback (most recent call last):
    IndexError: string index out of range
    >>> items_without_gil(None, b'def', b, 3)
    Traceback (most recent call last):
    TypeError: 'NoneType' object is not subscriptable
    """
    cdef int a, b, c
    with nogil:
        a = text[i]
        b = data[i]
        c = buffer[i]
        buffer[i] = a
    return chr(a), b, c


cdef void set_argument(x) noexcept nogil:
    with gil:
        x = [x]


def argument_set_inside(x):
    """
    >>> import sys
    >>> item = object()
    >>> before = sys.getrefcount(item)
    >>> for _ in range(10): argument_set_inside(item)
    >>> sys.getrefcount(item) - before
    0
    """
    with nogil:
        set_argument(x)


def count_down(int start, int stop):
    """
    >>> count_down(6, -1)
    [6, 3, 0]
    """
    cdef unsigned int i
    return [i for i in range(start, stop, -3)]


def counted_object(int bound):
    """
    >>> counted_object(10)
    ([0, 1, 3, 7], 15)
    """
    seen = []
    cdef object i
    for i from 0 <= i < bound:
        seen.append(i)
        i *= 2
    return seen, i


def unpacked(values):
    """
    >>> unpacked([1, 2])
    (1, 2)
    >>> unpacked([1, 'x'])
    (0, 0)
    """
    cdef int a = 0, b = 0
    try:
        a, b = values
    except TypeError:
        pass
    return a, b


def codecs(str text, bytes data):
    """
    >>> codecs('\\xe4', b'\\xc3\\xa4')
    (b'\\xe4', 'ä')
    """
    cdef const char *name = "utf-8"
    return text.encode(b'latin-1'), data.decode(name)


ctypedef unsigned short Port

def named_type(x):
    """
    >>> named_type(80)
    80
    >>> named_type(-1)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to Port
    """
    cdef Port p = x
    return p


cdef class Counter:
    cdef cython.pymutex lock
    cdef public long count

    def add(self, int n):
        for _ in range(n):
            with self.lock:
                self.count += 1


def count_in_threads():
    """
    >>> count_in_threads()
    4000
    """
    from threading import Thread
    counter = Counter()
    threads = [Thread(target=counter.add, args=(1000,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter.count


def lock_and_raise():
    """
    >>> lock_and_raise()
    (True, False)
    """
    cdef cython.pythread_type_lock lock
    held = None
    try:
        with lock:
            held = lock.locked()
            raise ValueError
    except ValueError:
        pass
    return held, lock.locked()


def likely_or_not(x):
    """
    >>> likely_or_not(3), likely_or_not(0)
    ('yes', 'no')
    """
    if cython.likely(x):
        return 'yes'
    if cython.unlikely(not x):
        return 'no'


def unbound(bytes data):
    """
    >>> unbound(b'abc')
    'abc'
    >>> unbound(None)
    Traceback (most recent call last):
    TypeError: descriptor 'decode' requires a 'bytes' object but received a 'NoneType'
    """
    return bytes.decode(data, 'ascii')


def sequence_of_memory():
    """
    >>> sequence_of_memory()
    (True, [-1, -1])
    """
    from collections.abc import Sequence
    cdef array a = array((2, 2), sizeof(int), 'i')
    cdef int[:, :] view = a
    return isinstance(a, Sequence), [view.suboffsets[0], view.suboffsets[1]]

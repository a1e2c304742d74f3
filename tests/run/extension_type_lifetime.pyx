# keeps: 3 (events grows)
"""Extension types: what objects hold, and when it is released.

>>> references_of_fields()
0
>>> references_of_cycles()
0
>>> references_after_failed_cinit()
0
>>> revived()
['del', 'del kept', 'dealloc']
>>> raised_error_survives()
'KeyError'
>>> freed_and_taken_again()
True
>>> import pickle, copy
>>> pickle.loads(pickle.dumps(Saved(1, 'x', [2]))).show(), copy.copy(SavedMore(1, 'x', [2], 5)).show()
((1, 'x', [2]), (1, 'x', [2], 5))
>>> pickle.dumps(Opaque())
Traceback (most recent call last):
TypeError: self.p cannot be converted to a Python object for pickling
>>> Both().mixed(), Both.decorated
('Both mixed', 'decorated method')
>>> [Version(1) < Version(2), Version(1) >= Version(1), Version(3) <= Version(2), Version(2) > Version(2)]
[True, True, False, False]
>>> none_checked(None)
Traceback (most recent call last):
AttributeError: 'NoneType' object has no attribute 'x'
"""
cimport cython
import gc
import sys


class Counted:
    alive = 0

    def __init__(self):
        Counted.alive += 1

    def __del__(self):
        Counted.alive -= 1


cdef class Holder:
    cdef public object x
    cdef list items
    cdef double[:] view
    cdef Holder other

    def __init__(self, x):
        self.x = x
        self.items = [x]

    cdef void link(self, Holder other):
        self.other = other


cdef class Derived(Holder):
    cdef dict more

    def __init__(self, x):
        super().__init__(x)
        self.more = {1: x}


def references_of_fields():
    for cls in Holder, Derived:
        h = cls(Counted())
        h.x = Counted()
        h.x = None
        del h.x
    h = None
    return Counted.alive


def references_of_cycles():
    cdef Holder a = Derived(Counted()), b = Holder(Counted())
    a.link(b)
    b.link(a)
    b.x = [b]
    a = b = None
    gc.collect()
    return Counted.alive


cdef class Fails:
    cdef object x

    def __cinit__(self, x):
        self.x = x
        raise ValueError("no")


def references_after_failed_cinit():
    try:
        Fails(Counted())
    except ValueError:
        pass
    return Counted.alive


events = []
kept = []


cdef class Revived:
    cdef bint once
    cdef object held  # so that the collector knows the object, and that it was finalized

    def __del__(self):
        events.append('del' if not self.once else 'never')
        if not self.once:
            self.once = True
            kept.append(self)

    def __dealloc__(self):
        events.append('dealloc')


def revived():
    r = Revived()
    del r
    gc.collect()
    events.append('del kept')
    kept.clear()
    return events


cdef class Raises:
    def __dealloc__(self):
        try:
            raise ValueError("inside")
        except ValueError:
            pass


def raised_error_survives():
    try:
        r = Raises()
        try:
            raise KeyError("outside")
        finally:
            r = None
    except KeyError as e:
        return type(e).__name__


@cython.freelist(4)
cdef class Pooled:
    cdef object x
    cdef int n


def freed_and_taken_again():
    cdef Pooled p = Pooled()
    p.x = Counted()
    p.n = 3
    p = None
    p = Pooled()
    return p.x is None and p.n == 0 and Counted.alive == 0


cdef class Saved:
    cdef int n
    cdef str s
    cdef public list items

    def __init__(self, n, s, items):
        self.n, self.s, self.items = n, s, items

    def show(self):
        return self.n, self.s, self.items


cdef class SavedMore(Saved):
    cdef long last

    def __init__(self, n, s, items, last):
        super().__init__(n, s, items)
        self.last = last

    def show(self):
        return super().show() + (self.last,)


cdef class Opaque:
    cdef int *p


class Mixin:
    __slots__ = ()

    def mixed(self):
        return type(self).__name__ + ' mixed'


def decorator(f):
    return 'decorated ' + f.__name__


cdef class Both(Saved, Mixin):
    def __init__(self):
        pass

    @decorator
    def method(self):
        return self.n

    decorated = method


@cython.total_ordering
cdef class Version:
    cdef int n

    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, Version) and self.n == (<Version> other).n

    def __lt__(self, Version other):
        return self.n < other.n


def none_checked(Holder h):
    return h.x

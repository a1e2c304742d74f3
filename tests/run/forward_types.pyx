"""What is declared further on in the text: base classes, types of parameters and fields.

>>> d = Derived(3)
>>> d.total()
7
>>> Derived.__mro__[1].__name__
'Base'
>>> Later(5).other.value
5
>>> Leaf().chain()
('leaf', 'middle', 'root')
>>> Pure(4).twice()
8
"""
cimport cython

cdef class Derived(Base):
    def __init__(self, int n):
        self.first = n
        self.second = n + 1

    def total(self):
        return self.first + self.sum_with(self)

    cdef int sum_with(self, Base other):
        return self.second

cdef class Later:
    cdef public Holder other

    def __init__(self, n):
        self.other = make(n)

cdef Holder make(n):
    return Holder(n)

@cython.final
cdef class Leaf(Middle):
    def chain(self):
        return ("leaf",) + self.names()

cdef class Middle(Root):
    cdef tuple names(self):
        return ("middle", self.root())

cdef class Root:
    cdef str root(self):
        return "root"

cdef class Base:
    cdef int first, second

    cdef int sum_with(self, Base other):
        return -1

@cython.internal
cdef class Holder:
    cdef public object value

    def __init__(self, value):
        self.value = value

cdef class Pure(PureBase):
    def twice(self):
        return self.n * 2

@cython.cclass
class PureBase:
    n: cython.int

    def __init__(self, n):
        self.n = n

# cython: language_level=3
from .provider cimport Base, Derived, Point, scale, move, apply, add, numbers, twice, red, green, small, large
from border cimport provider
cdef class Sub(Derived):
    cdef int own
    def __cinit__(self, *args): self.own = 7; self.extra = 0.5
    cdef int get(self) except -1: return self.own
    cpdef describe(self, str prefix='['): return 'sub' + prefix
    cdef double area(self, double factor=9): return factor
class Py(Sub):
    def describe(self, prefix='!'): return 'py' + prefix
cdef int cb(int x, void* data) except -1:
    if x == 13: raise KeyError(x)
    return x + (<int*>data)[0]
def functions():
    cdef int k = 100
    cdef Point p = move(provider.origin, 10)
    r = [scale(2), scale(2, by=5), (p.x, p.y), apply(cb, 1, &k), add(1), add(1, 2), numbers(3), twice(4), red, green, <int>small, <int>large]
    for f in (lambda: add(-1), raising):
        try: f(); r.append('none')
        except Exception as e: r.append(repr(e))
    return r
def raising():
    cdef int k = 1
    return apply(cb, 13, &k)
def variables():
    provider.counter += 1
    provider.names.append('b')
    provider.origin.x = 50
    return provider.counter, provider.names
def methods(Base b):
    return b.get(), b.area(), b.area(3), b.describe(), b.describe('>'), b.other().get(), Base.make(4).value, b.items
def more(Derived d):
    into = []
    d.more(into)
    return into
from .provider cimport Finals, Named, pair, rotate, sized, text, big, anything
def rest():
    cdef Finals f = Finals(5)
    cdef Named n = Named()
    return [f.inl(1), f.fin(2), f.after(), n.first, n.second(), pair(3), rotate(1 + 2j), <int>sized(small), text(),
            big(1, 2, 3, True, 5), anything(1, {}, (), b'', int, None), provider.chosen(4), provider.table[3]]
from .provider cimport builtins1, builtins2, voids, except_plus, texts, klass
def rest2():
    except_plus(0)
    try: except_plus(5)
    except IndexError as e: print(repr(e))
    voids(NULL, b'', NULL, NULL, 1, 2, 3)
    return builtins1('a', None, None, None, None, None, 5, 0.5), builtins2(1j, None, None, None, [2], 3), texts(), klass(), provider.kind, provider.held.get(), provider.tint, provider.u
from .provider cimport same, Fused, Container
class Mixin:
    __slots__ = ()
    def hello(self): return 'hello'
cdef class Mixed(Fused, Mixin):
    cdef int between(self): return 5
    def greet(self): return self.hello(), self.between()
cdef class Counting(Container):
    cdef int size(self): return -1
class PyCounting(Counting, Mixin): pass
def fused():
    cdef Fused f = Mixed()
    cdef Base b = Base(1)
    cdef Container c = Container([1, 2])
    cdef Container d = PyCounting()
    return same(2), same(1.5), same(b) is b, f.between(), f.first(7), f.first(b) is b, f.second(1.5), f.second(3, 4), c.size(), d.size(), f.greet()

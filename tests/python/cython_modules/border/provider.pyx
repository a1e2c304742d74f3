# cython: language_level=3
from cython cimport final
cdef int counter = 3
cdef object names = ['a']
cdef Point origin = Point(1, 2)
cdef double scale(double x, double by=2.0): return x * by
cdef Point move(Point p, double dx, double dy=1.0) noexcept nogil:
    p.x += dx; p.y += dy
    return p
cdef int apply(callback f, int x, void* data) except -1: return f(x, data)
cpdef int add(int a, int b=10) except? -99:
    if a < 0: raise ValueError(a)
    return a + b
cdef list numbers(int n): return list(range(n))
cdef class Base:
    def __cinit__(self, value=0): self.value = value; self.items = [value]
    cdef int get(self) except -1:
        if self.value < 0: raise ValueError('negative')
        return self.value
    cdef double area(self, double factor=1.5): return self.value * factor
    cpdef describe(self, str prefix='<'): return prefix + str(self.value)
    cdef Base other(self): return Base(self.value + 1)
    @staticmethod
    cdef Base make(int value): return Base(value)
cdef class Derived(Base):
    cdef int get(self) except -1: return self.value * 100
    cdef void more(self, list into): into.append(self.extra)
def call(Base b, Derived d):
    into = []
    if d is not None: d.more(into)
    return b.get(), b.area(), b.area(2), b.describe(), b.other().get(), into
def state(): return counter, names, origin.x
cdef class Finals:
    def __cinit__(self, n): self.n = n
    @final
    cdef int fin(self, int a): return a * self.n
    cdef int after(self): return -self.n
cdef public class Named [object NamedObject, type NamedType]:
    def __cinit__(self): self.first = 8
    cdef int second(self): return self.first
cdef (int, double) pair(int a): return (a, a / 2)
cdef double complex rotate(double complex z): return z * 1j
cdef Size sized(Size s): return large if s == small else small
cdef char* text(): return b"text"
cdef unsigned long long big(long long a, unsigned char b, Py_ssize_t c, bint d, signed char e): return a + b + c + d + e
cdef object anything(object a, dict b, tuple c, bytes d, type e, Derived f): return a, b, c, d, e, f is None
cdef int triple(int x) noexcept: return x * 3
chosen = triple
table = [1, 2, 3, 4]
cdef object builtins1(str a, bytearray b, set c, frozenset d, slice e, memoryview f, int g, float h): return a
cdef object builtins2(complex a, BaseException b, Exception c, ValueError d, list e, object f): return e
cdef void voids(void* a, const char* b, char** c, const int* d, float e, long double f, short g): pass
cdef void except_plus(int a) except *:
    if a: raise IndexError(a)
cdef str texts(): return 'texts'
cdef type klass(): return dict
kind = set
held = Base(77)
tint = green
u = 9
cdef number same(number x): return x
cdef class Fused:
    cdef number first(self, number x): return x
    cdef int between(self): return 99
    cdef number second(self, number x, int by=7): return x
cdef class Container(list):
    cdef int size(self): return len(self) + self.extra
def use(Fused f, Container c): return f.between(), f.first(3), f.first(2.5), f.second(1), f.second(1.5, by=2), c.size()

# What the modules of this package share, whoever compiles them.
from cython cimport final

cdef struct Point:
    double x
    double y
ctypedef int (*callback)(int, void*) except -1
cdef enum Colour:
    red, green = 5
cpdef enum Size:
    small, large
cdef int counter
cdef object names
cdef Point origin
cdef double scale(double x, double by=*)
cdef Point move(Point p, double dx, double dy=*) noexcept nogil
cdef int apply(callback f, int x, void* data) except -1
cpdef int add(int a, int b=*) except? -99
cdef list numbers(int n)
cdef class Base:
    cdef public int value
    cdef object items
    cdef int get(self) except -1
    cdef double area(self, double factor=*)
    cpdef describe(self, str prefix=*)
    cdef Base other(self)
    @staticmethod
    cdef Base make(int value)
cdef class Derived(Base):
    cdef double extra
    cdef int get(self) except -1
    cdef void more(self, list into)
cdef inline int twice(int x):
    return 2 * x
cdef class Finals:
    cdef inline int inl(self, int a): return a + self.n
    @final
    cdef int fin(self, int a)
    cdef int after(self)
    cdef int n
ctypedef public class Named [object NamedObject, type NamedType]:
    cdef int first
    cdef int second(self)
cdef (int, double) pair(int a)
cdef double complex rotate(double complex z)
cdef Size sized(Size s)
cdef (char*) text()
cdef unsigned long long big(long long a, unsigned char b, Py_ssize_t c, bint d, signed char e)
cdef object anything(object a, dict b, tuple c, bytes d, type e, Derived f)
cdef int (*chosen)(int) noexcept
cdef int[4] table
cdef object builtins1(str a, bytearray b, set c, frozenset d, slice e, memoryview f, int g, float h)
cdef object builtins2(complex a, BaseException b, Exception c, ValueError d, list e, object f)
cdef void voids(void* a, const char* b, char** c, const int* d, float e, long double f, short g)
cdef void except_plus(int a) except *
cdef str texts()
cdef type klass()
cdef type kind
cdef Base held
cdef Colour tint
cdef unsigned int u
ctypedef fused number:
    int
    double
    Base
cdef number same(number x)
cdef class Fused:
    cdef number first(self, number x)
    cdef int between(self)
    cdef number second(self, number x, int by=*)
cdef class Container(list):
    cdef int extra
    cdef int size(self)

# ---- None does not go with not None
def f(list x not None = None): pass  #! not_none_default
# ---- a pointer into a temporary object
def f(bytes b):
    cdef char *p = b + b"x"  #! unsafe_pointer
    return p[0]
# ---- casts of objects to pointers
def f(a):
    cdef double *p = <double *>a  #! cast_object_to_pointer
    cdef void *q = <void *>(a + 1)  #! cast_of_temporary
    cdef void *r = <void *>a
    return p is not NULL and q is not NULL and r is not NULL
# ---- comparing pointers to different things
cdef bint f(char *a, int *b): return a == b  #! wrong_operands
cdef bint g(char *a, const char *b, void *c): return a == b and a == c and a != NULL
# ---- const variables
cdef const int limit = 1
cdef const int later
later = 2
limit = 3  #! assignment_to_const
cdef struct S:
    int a
cdef f(const S s, const S *p):
    s.a = 1  #! assignment_to_const
    p.a = 1  #! assignment_to_const
def g(int n):
    cdef const int twice = 2 * n
    return twice
# ---- values of C++ have no identity and take no keywords [--cplus]
from libcpp.vector cimport vector
def f():
    cdef vector[int] v = vector[int](n=3)  #! cpp_keyword_arguments
    return v is None  #! identity_of_value
# ---- objects are no template arguments [--cplus]
from libcpp.vector cimport vector
def f():
    cdef vector[object] v  #! template_argument_object
# ---- except + is for extern functions [--cplus]
cdef int f(int x) except +:  #! exception_clause_not_extern_warning
    return x
# ---- empty types, unknown sizes
cdef enum E:  #! empty_enum
    pass
cdef struct S
def f(): return sizeof(S)  #! sizeof_incomplete
# ---- one word for one type
cdef struct S
ctypedef struct S:  #! typedef_word_differs
    int a
# ---- a repeated key in a pattern
def f(x):
    match x:
        case {0: _, False: _}:  #! repeated_mapping_key
            pass
        case {"a": _, "b": _}:
            pass
# ---- counts of values inside
def f(a, b, c):
    a, (b, c) = 1, (2, 3, 4)  #! wrong_number_of_values
# ---- decorators that do not go together
cimport cython
@cython.ccall  #! cfunc_and_ccall
@cython.cfunc
def f(): pass
class A:
    @cython.cfunc  #! directive_place
    def g(self): pass
# ---- negative indices under wraparound=False
# cython: wraparound=False
def f(list x): return x[:-1]  #! negative_index
# ---- unpacking in comprehensions
def f(rows, tables): return [*r for r in rows], {*r for r in rows}, {**t for t in tables}, list(*r for r in rows)
# ---- C++ classes of the program's own
cdef struct S:
    int a
cdef class E: pass
cdef cppclass A(E):  #! cpp_base_class
    int n
cdef cppclass B:
    __init__(int n):
        this.n = n
    int n
    int n():  #! redeclared
        return 1
    int f(int k):
        return k
    int f(int j):  #! redeclared
        return j
cdef B b  #! no_constructor
def f():
    cdef B c  #! no_constructor
# ---- constructors without the GIL
cdef cppclass Base:
    __init__():  #! needs_gil
        pass
cdef cppclass Derived(Base):
    __init__() nogil:  #! needs_gil
        pass
# ---- values are not made C++ objects behind the scenes
cdef extern from *:
    cdef cppclass Wrapped:
        Wrapped(int)
    int take(const Wrapped& w)
def f(): return take(17)  #! cannot_convert
# ---- a number is never extended by a container
def f():
    cdef int x = 0
    x += [i for i in range(3)]  #! cannot_convert
    return x
# ---- ufuncs
cimport cython
@cython.ufunc
cdef bint truth(double x): return x > 0  #! ufunc_type
@cython.ufunc
cdef double pointer(double *x): return x[0]  #! ufunc_type
@cython.ufunc
cdef double optional(double x, double y=1): return x + y  #! ufunc_parameters
@cython.ufunc
cpdef double both(double x): return x  #! ufunc_place
@cython.ufunc
def plain(x): return x  #! ufunc_place
cdef class A:
    @cython.ufunc
    cdef double method(self, double x): return x  #! ufunc_place
# ---- an argument that is wrong by itself, of a fused function
ctypedef fused number:
    int
    double
cdef number doubled(number (*f)(number)):
    return f(2)
cdef number same(number x):
    return x
def use():
    return doubled(same[int, int])  #! no_fused_instance

# distutils: language = c++
# C++: scoped enums, smart pointers, nested containers, exceptions with handlers, members of extern classes, lists behind pointers.
from libcpp.vector cimport vector
from libcpp.map cimport map
from libcpp.string cimport string
from libcpp.pair cimport pair
from libcpp.memory cimport unique_ptr, shared_ptr, make_shared, make_unique
from libcpp.utility cimport move
from libcpp.set cimport set as cset
from libcpp.unordered_map cimport unordered_map
from libcpp.optional cimport optional
from cython.operator cimport dereference as deref, preincrement as inc, postincrement
cimport cython

cpdef enum class Color(int):
    red = 1
    green = 2

cdef enum class Plain:
    a
    b

def test_color(Color c):
    """
    >>> test_color(Color.red)
    (True, 1, <Color.red: 1>)
    """
    return c == Color.red, <int>c, c

def test_plain(bint x):
    """
    >>> test_plain(True), test_plain(False)
    (1, 0)
    """
    cdef Plain p = Plain.b if x else Plain.a
    if p == Plain.a:
        return 0
    return <int>p

def test_map(d):
    """
    >>> test_map({b'a': 1, b'b': 2})
    (3, {b'a': 1, b'b': 3}, [b'a', b'b'])
    """
    cdef map[string, int] m = d
    total = 0
    keys = []
    for item in m:
        total += item.second
        keys.append(item.first)
    m[b'b'] += 1
    return total, m, keys

def test_iter():
    """
    >>> test_iter()
    [1, 2, 3, 6]
    """
    cdef vector[int] v = [1, 2, 3]
    out = []
    it = v.begin()
    while it != v.end():
        out.append(deref(it))
        inc(it)
    cdef int* p = v.data()
    s = 0
    for x in p[:v.size()]:
        s += x
    out.append(s)
    return out

def gen(n):
    """
    >>> list(gen(3))
    [0, 1, 4]
    """
    cdef vector[int] v
    cdef int i
    for i in range(n):
        v.push_back(i * i)
    for i in range(n):
        yield v[i]

def closure(n):
    """
    >>> closure(3)(2)
    (2, 4)
    """
    cdef vector[int] v = range(n)
    def inner(k):
        v.push_back(k)
        return v[k], v.size()
    return inner

def test_smart():
    """
    >>> test_smart()
    (5, 7, 2, b'hi')
    """
    cdef unique_ptr[int] p = make_unique[int](5)
    cdef shared_ptr[int] q = make_shared[int](7)
    cdef shared_ptr[int] r = q
    cdef unique_ptr[string] s
    s.reset(new string(b"hi"))
    cdef unique_ptr[int] p2 = move(p)
    return deref(p2), deref(q), q.use_count(), deref(s)

def test_pair(a, b):
    """
    >>> test_pair(1, 2.5)
    ((1, 2.5), 1, 2.5)
    """
    cdef pair[int, double] p = (a, b)
    return p, p.first, p.second

def test_nested(x):
    """
    >>> test_nested([[1, 2], [3]])
    ([[1, 2], [3]], 2, 6)
    """
    cdef vector[vector[int]] v = x
    cdef vector[int] row
    t = 0
    for row in v:
        for y in row:
            t += y
    return v, v[0].size(), t

def test_optional(x):
    """
    >>> test_optional(None), test_optional(3)
    ((False, None), (True, 3))
    """
    cdef optional[int] o
    if x is not None:
        o = <int>x
    return o.has_value(), o

cdef extern from *:
    """
    #include <stdexcept>
    #include <string>
    struct Thrower {
      int v;
      Thrower(int v) : v(v) { if (v < 0) throw std::invalid_argument("negative"); }
      int at(int i) const { if (i > v) throw std::out_of_range("too far"); return i; }
      int& ref() { return v; }
      explicit operator bool() const { return v != 0; }
      operator int() const { return v; }
      Thrower& operator+=(int k) { v += k; return *this; }
      Thrower operator-() const { return Thrower(v ? 0 : 1); }
      bool operator<(const Thrower& o) const { return v < o.v; }
      static int twice(int x) { return 2 * x; }
      struct Inner { int z; Inner() : z(8) {} };
      enum Kind { A, B };
      typedef long big;
      static big large(big x) { return x + 1; }
    };
    template <class T> T biggest(T a, T b) { return a < b ? b : a; }
    template <class T> struct Box { T v; Box(T v) : v(v) {} T get() const { return v; } template <class U> U as() const { return U(v); } };
    static void custom() { try { throw; } catch (const std::exception& e) { PyErr_SetString(PyExc_LookupError, e.what()); } }
    """
    void custom()
    cdef cppclass Thrower:
        int v
        Thrower(int) except +
        int at(int) except +IndexError
        int at_custom "at"(int) except +custom
        int& ref()
        bint operator bool()
        Thrower& iadd "operator+="(int)
        Thrower operator-()
        bint operator<(const Thrower&)
        @staticmethod
        int twice(int)
        cppclass Inner:
            int z
        enum Kind:
            A
            B
        ctypedef long big
        @staticmethod
        big large(big)
    T biggest[T](T, T)
    cdef cppclass Box[T]:
        T v
        Box(T)
        T get()
        U as_ "as"[U]()

def test_thrower(int x, int i):
    """
    >>> test_thrower(3, 2)
    (2, 2, 3, 10, True, 14)
    >>> test_thrower(-1, 2)
    Traceback (most recent call last):
    ValueError: negative
    >>> test_thrower(3, 5)
    Traceback (most recent call last):
    IndexError: too far
    """
    cdef Thrower* t = new Thrower(x)
    try:
        a = t.at(i)
        b = t.at_custom(i)
        c = t.ref()
        (&t.ref())[0] = 10
        d = t.v
        e = True if deref(t) else False
        t.iadd(4)
        return a, b, c, d, e, t.v
    finally:
        del t

def test_custom(int i):
    """
    >>> test_custom(9)
    Traceback (most recent call last):
    LookupError: too far
    """
    cdef Thrower* t = new Thrower(3)
    try:
        return t.at_custom(i)
    finally:
        del t

def test_templates():
    """
    >>> test_templates()
    (5, 2.5, 7, 7.0, b'z', 42, 8, 1, 6)
    """
    cdef Box[int]* b = new Box[int](7)
    cdef Box[string]* s = new Box[string](b'z')
    cdef Thrower.Inner inner
    cdef Thrower.big big = 5
    try:
        return biggest(3, 5), biggest[double](1, 2.5), b.get(), b.as_[double](), s.get(), Thrower.twice(21), inner.z, <int>Thrower.B, Thrower.large(big)
    finally:
        del b, s

def test_compare():
    """
    >>> test_compare()
    (True, False)
    """
    cdef vector[int] a = [1, 2], b = [1, 3]
    return a < b, a == b

def test_list_pointer():
    """
    >>> test_list_pointer()
    6.0
    """
    cdef double* p = [1, 2, 3]
    cdef double s = 0
    for i in range(3):
        s += p[i]
    return s



cdef extern from *:
    """
    template <class T> void *measured_size(int extra, int more = 0) { return (void *)(sizeof(T) + extra + more); }
    """
    void *measured_size[T](int extra) except +


def template_arguments_that_only_the_call_names():
    """
    >>> template_arguments_that_only_the_call_names()
    (9, 7)
    """
    return <size_t> measured_size[double](1), <size_t> measured_size["const int"](1, 2)


cdef extern from *:
    """
    namespace Flags { inline bool is_even(int n) { return n % 2 == 0; } }
    """

cdef extern from * namespace "Flags":
    ctypedef char bool
    bool is_even(int n)


def bool_that_a_namespace_declares():
    """
    >>> bool_that_a_namespace_declares()
    (1, 0)
    """
    cdef bool even = is_even(2)
    return even, is_even(3)

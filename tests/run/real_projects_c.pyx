"""What large C projects do: texts that are C rather than C++, macros of short names, structs of headers in another order than declared.

>>> from_void(5)
5
>>> labels(0), labels(3)
('none', 'three')
>>> first_letters(b"qx"), first_letters(b"A"), first_letters(b"a")
(113, 65, 0)
>>> record_values(7)
(7, b'text', 2.5)
>>> chosen(True), chosen(False), both()
(4, 5, (11, 12))
>>> byte_order_mark(b"\\xff\\xfe..") , byte_order_mark(b"\\xfe\\xff"), byte_order_mark(b"ab")
('little', 'big', None)
>>> high_characters()
(-1, 255, -1, True, False, True)
>>> repeated()
[0, 1, 0, 1, 0, 0, 0]
>>> compiled_only()
'compiled'
>>> found(b"a b")
b' b'
>>> bytes_of(b"abc")
b'abc'
"""
cimport cython
from libc.string cimport strchr

cdef extern from *:
    """
    #define L1 1
    #define L2 2
    typedef unsigned char letter;
    typedef struct { double weight; int number; const char *text; } record;
    static void *address_of_int(int *value) { return value; }
    static int read_int(void *from) { int *p = (int *)from; return *p; }
    static int plus_one(int x) { return x + 1; }
    static int plus_two(int x) { return x + 2; }
    typedef struct { int (*first)(int); int (*second)(int); } handlers;
    """
    enum:
        L1
        L2
    ctypedef unsigned char letter
    ctypedef unsigned char const_letter "const letter"
    ctypedef struct record:
        const char* text
        int number
        double weight
    ctypedef struct handlers:
        int (*first)(int)
        int (*second)(int)
    void* address_of_int(int*)
    int read_int(void*)
    int plus_one(int)
    int plus_two(int)
    const char* bytes_as_text "__Pyx_PyBytes_AsString"(object)

def from_void(int x):
    return read_int(address_of_int(&x))

def labels(n):
    for i in range(n):
        if i == L1:
            continue
        if i == L2:
            return "three"
    return "none"

cdef int first_letter(const_letter* s) except -1:
    if b'a' < s[0] <= b'z' or s[0] in b'AB':
        return s[0]
    return 0

def first_letters(bytes text):
    return first_letter(text)

def record_values(int n):
    cdef record r = record(text=b"text", number=n, weight=2.5)
    return r.number, r.text, r.weight

def chosen(flag):
    f = plus_one if flag else plus_two
    return f(3)

def both():
    cdef handlers h
    h.first = h.second = plus_one
    h.second = plus_two
    return h.first(10), h.second(10)

def byte_order_mark(const char* text):
    if text[0] == b'\xff' and text[1] == b'\xfe':
        return "little"
    elif text[0] == c'\xfe' and text[1] == c'\xff':
        return "big"

def high_characters():
    cdef char c = b'\xff'
    cdef unsigned char u = b'\xff'
    cdef int i = b'\xff', wide = 255
    return c, u, i, c == b'\xff', wide == b'\xff', i == c

def repeated():
    cdef char flags[4]
    cdef int zeros[3]
    flags = [0, True] * 2
    zeros = [0] * 3
    return [x for x in flags] + [x for x in zeros]

if cython.compiled:
    def compiled_only():
        return "compiled"
else:
    from nowhere import compiled_only

if not cython.compiled:
    def plus_one(x):
        return x

def found(bytes text):
    cdef char* p = strchr(text, 32)
    return p

def bytes_of(bytes text):
    return bytes_as_text(text)

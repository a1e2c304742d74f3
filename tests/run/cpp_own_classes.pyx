# distutils: language = c++
# C++ classes of the program's own: methods, constructors, templates, objects as members, overriding what C++ calls.
from libcpp.vector cimport vector
from libcpp.string cimport string
from libcpp.algorithm cimport sort
from libcpp cimport bool
from cython.operator cimport dereference as deref, preincrement as inc
cimport cython

cdef extern from *:
    """
    struct Animal {
      virtual ~Animal() {}
      virtual int legs() { return 4; }
      virtual int speak(int loud) const { return loud; }
      int twice() { return 2 * legs(); }
    };
    """
    cdef cppclass Animal:
        int legs()
        int speak(int loud) const
        int twice()

cdef cppclass Bird(Animal):
    int extra
    __init__(int extra):
        this.extra = extra
    int legs() noexcept:
        return 2 + extra
    int speak(int loud) noexcept const:
        return loud * 10 + this.extra

def test_virtual(int extra):
    """
    >>> test_virtual(1)
    (6, 31, 1)
    """
    cdef Bird* b = new Bird(extra)
    cdef Animal* a = b
    try:
        return a.twice(), a.speak(3), b.extra
    finally:
        del b

cdef cppclass Point:
    double x, y
    __init__(double x, double y) nogil:
        this.x = x
        this.y = y
    __init__() nogil:
        this.x = 0
        this.y = 0
    double norm2() nogil:
        return x * x + y * y
    bool operator==(const Point& other) nogil:
        return this.x == other.x and this.y == other.y
    bool operator<(const Point& other) noexcept nogil:
        return this.x < other.x
    Point operator+(const Point& other) nogil:
        cdef Point p
        p.x = this.x + other.x
        p.y = this.y + other.y
        return p
    double operator[](int i) except? -1:
        if i == 0:
            return this.x
        elif i == 1:
            return this.y
        raise IndexError(i)
    double operator()(double f) nogil:
        return f * (x + y)
    @staticmethod
    Point unit():
        return Point(1, 1)

def test_point(double x, double y):
    """
    >>> test_point(3, 4)
    (25.0, True, False, 4.0, 5.0, 14.0)
    """
    cdef Point p = Point(x, y)
    cdef Point q
    q = Point.unit()
    cdef Point r = p + q
    return p.norm2(), p == p, p == q, r.x, r.y, p(2)

def test_index(int i):
    """
    >>> test_index(0)
    1.0
    >>> test_index(5)
    Traceback (most recent call last):
    IndexError: 5
    """
    cdef Point p = Point(1, 2)
    return p[i]

def test_vector(n):
    """
    >>> test_vector(3)
    [0.0, 1.0, 2.0]
    """
    cdef vector[Point] v
    cdef int i
    for i in range(n):
        v.push_back(Point(n - 1 - i, i))
    with nogil:
        pass
    out = []
    cdef size_t k
    for k in range(v.size()):
        out.append(v[v.size() - 1 - k].x)
    for p in v:
        assert p.x + p.y == n - 1
    return out

cdef cppclass Holder:
    object value
    dict names
    list items
    __init__():
        this.names = None
    __init__(object value):
        this.value = value
        this.names = {}
        this.items = [value]
    object get():
        return this.value
    void put(object v):
        this.items.append(v)
        this.names[v] = len(this.items)
    int fail(bint yes) except -1:
        if yes:
            raise ValueError("asked for")
        return 7
    object obj_fail():
        raise KeyError("k")
    void vfail() except *:
        raise TypeError("t")

def test_holder(x):
    """
    >>> test_holder(5)
    (5, [5, 'a', 'b'], {'a': 2, 'b': 3})
    """
    cdef Holder* h = new Holder(x)
    h.put('a')
    h.put('b')
    cdef Holder copy = deref(h)
    del h
    return copy.get(), copy.items, copy.names

def test_errors():
    """
    >>> test_errors()
    [7, 'asked for', "'k'", 't']
    """
    cdef Holder* h = new Holder(None)
    out = [h.fail(False)]
    try:
        h.fail(True)
    except ValueError as e:
        out.append(str(e))
    try:
        h.obj_fail()
    except KeyError as e:
        out.append(str(e))
    try:
        h.vfail()
    except TypeError as e:
        out.append(str(e))
    del h
    return out

cdef cppclass Stack[T]:
    vector[T] data
    void push(T v):
        this.data.push_back(v)
    T pop() except *:
        cdef T top
        if data.empty():
            raise IndexError("empty")
        top = this.data.back()
        this.data.pop_back()
        return top
    size_t size() const:
        return this.data.size()

cdef cppclass IntStack(Stack[int]):
    int sum():
        cdef int s = 0
        for v in this.data:
            s += v
        return s

def test_stack():
    """
    >>> test_stack()
    (3, 6, 3, 2, b'xy')
    """
    cdef IntStack s
    for i in range(1, 4):
        s.push(i)
    n = s.size()
    total = s.sum()
    last = s.pop()
    cdef Stack[string] t
    t.push(b'xy')
    return n, total, last, s.size(), t.pop()

def test_empty():
    """
    >>> test_empty()
    Traceback (most recent call last):
    IndexError: empty
    """
    cdef Stack[double] s
    s.pop()

cdef cppclass Node:
    Node* next
    int value
    int[3] arr
    int (*callback)(int) noexcept
    __dealloc__():
        if this.next != NULL:
            del this.next

cdef int triple(int x) noexcept:
    return 3 * x

def test_nodes(int n):
    """
    >>> test_nodes(4)
    (6, 9)
    """
    cdef Node* head = NULL
    cdef Node* made
    for i in range(n):
        made = new Node()
        made.value = i
        made.next = head
        made.arr[1] = i
        made.callback = triple
        head = made
    total = 0
    cdef Node* at = head
    while at != NULL:
        total += at.value
        at = at.next
    last = head.callback(head.arr[1])
    del head
    return total, last

cdef class Owner:
    cdef Point p
    cdef Holder* h
    cdef vector[Point] many
    def __cinit__(self):
        self.p = Point(1, 2)
        self.h = new Holder("owned")
        self.many.push_back(self.p)
    def __dealloc__(self):
        del self.h
    def show(self):
        """
        >>> Owner().show()
        (5.0, 'owned', 1)
        """
        return self.p.norm2(), self.h.value, self.many.size()

cdef cppclass Counter:
    int n
    int next():
        this.n += 1
        return this.n
    int more(int k):
        cdef int i, r = 0
        for i in range(k):
            r = next()
        return r
    void loop() except *:
        gen = [self_ for self_ in range(3)]
        this.n = len(gen)

def test_counter():
    """
    >>> test_counter()
    (5, 3)
    """
    cdef Counter c
    c.n = 0
    a = c.more(5)
    c.loop()
    return a, c.n

cdef double by(Point& p):
    p.x += 1
    return p.x

def test_reference():
    """
    >>> test_reference()
    (2.0, 2.0)
    """
    cdef Point p = Point(1, 1)
    return by(p), p.x

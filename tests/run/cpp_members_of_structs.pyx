# distutils: language = c++
# C++ objects inside structs and arrays of an extension type are made and destroyed with it; literal text chooses the overload for text.
from libcpp.vector cimport vector
from libcpp.string cimport string

cdef extern from *:
    """
    struct CountedThing { static int alive; CountedThing() { ++alive; } CountedThing(const CountedThing&) { ++alive; } CountedThing& operator=(const CountedThing&) = default; ~CountedThing() { --alive; } };
    int CountedThing::alive = 0;
    static int things_alive() { return CountedThing::alive; }
    """
    cdef cppclass CountedThing:
        pass
    int things_alive()

cdef struct Holder:
    CountedThing thing
    vector[int] numbers

cdef class Keeper:
    cdef Holder one
    cdef Holder[2] two

    def fill(self):
        self.one.numbers.push_back(3)
        self.two[1] = self.one
        return self.two[1].numbers


def alive():
    """
    >>> before = alive()
    >>> k = Keeper()
    >>> alive() - before
    3
    >>> k.fill()
    [3]
    >>> del k
    >>> alive() - before
    0
    """
    return things_alive()


def find_text():
    """
    >>> find_text()
    (2, True)
    """
    cdef string text = b"hello"
    return text.find(b"llo"), text.find(b"h") == 0

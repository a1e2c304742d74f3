"""What __hash__ may return.

>>> hash(MinusOne()), hash(Large()) == hash(2**70), hash(Object(2**80)) == hash(2**80)
(-2, True, True)
>>> hash(Object(-1)), hash(Object(5)), hash(Object(True))
(-2, 5, 1)
>>> hash(Object("text"))
Traceback (most recent call last):
TypeError: 'str' object cannot be interpreted as an integer
>>> plain_hash_type(2**80)
Traceback (most recent call last):
OverflowError: Python int too large to convert to C ssize_t
"""


cdef class MinusOne:
    def __hash__(self):
        return -1


cdef class Large:
    def __hash__(self):
        return 2**70


cdef class Object:
    cdef object value

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value


def plain_hash_type(x):
    cdef Py_hash_t h = x
    return h

# distutils: language = c++
# Values that can only be moved leave functions through temporaries, shared exits and finally.
from libcpp.memory cimport unique_ptr, make_unique
from libcpp.utility cimport move

cdef unique_ptr[int] make(int x) except *:
    if x < 0: raise ValueError(x)
    return make_unique[int](x)


cdef unique_ptr[int] pass_on(unique_ptr[int] p):
    return move(p)


cdef unique_ptr[int] through_finally(int x, object log) except *:
    log = log + [1]
    cdef unique_ptr[int] p = make_unique[int](x)
    for i in range(3):
        try:
            if x == 5: return move(p)
        finally:
            log.append(i)
    return move(p)


cdef class Owner:
    cdef unique_ptr[int] p

    def set(self, x):
        """
        >>> Owner().set(4), Owner().set(5)
        ((4, True), (5, True))
        >>> Owner().set(-1)
        Traceback (most recent call last):
        ValueError: -1
        """
        self.p = pass_on(make(x))
        cdef unique_ptr[int] q
        q = through_finally(x, [])
        self.p = move(q)
        return self.p.get()[0], q.get() == NULL

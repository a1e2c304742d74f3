# ---- an item that another iteration writes
from cython.parallel import prange


def shifted(double[:] r, double[:] s):
    cdef int i
    for i in prange(1, 10, nogil=True):
        r[i] = r[i+-1] + 1  #! parallel_item_race
    for i in prange(1, 10, nogil=True):
        r[i] = s[i - 1] + r[i]
    for i in prange(1, 10, nogil=True):
        r[i + 1] = r[i + 1] + 1
    for i in prange(1, 10, nogil=True):
        r[1 + i] += r[i - 1]  #! parallel_item_race
# ---- a loop that holds the GIL
from cython.parallel import prange


def held(double[:] r):
    cdef int i
    for i in prange(10):  #! parallel_with_gil
        r[i] = i
# ---- one message for one place
def f(o):
    with nogil:
        o + 1  #! needs_gil

# Parallel loops and sections: exceptions, exits, reductions, private variables; the same results with and without OpenMP.
from cython.parallel cimport prange, parallel, threadid
from libc.stdlib cimport malloc, free
cdef int chk(int i) except -1 nogil:
    if i == 7:
        with gil: raise KeyError(i)
    return 0
def f(int n):
    """
    >>> f(1000)
    Traceback (most recent call last):
    ValueError: 500
    >>> f(100)
    'done'
    """
    cdef int i
    for i in prange(n, nogil=True, num_threads=4):
        if i == 500:
            with gil: raise ValueError(i)
    return 'done'
def g(int n):
    """
    >>> g(100)
    Traceback (most recent call last):
    KeyError: 7
    """
    cdef int i
    for i in prange(n, nogil=True, num_threads=4): chk(i)
    return 'done'
def brk(int n):
    """
    >>> brk(100)
    (5, 'no else')
    >>> brk(4)
    (3, 'else')
    """
    cdef int i, r = 0
    for i in prange(n, nogil=True, num_threads=4, schedule='static'):
        r = i
        if i == 5: break
    else:
        return r, 'else'
    return 5 if i >= 0 else i, 'no else'
cdef int ret_(int n) except -2:
    cdef int i
    for i in prange(n, nogil=True, num_threads=4, schedule='static'):
        if i == 50: return i
    return -1
def ret(int n):
    """
    >>> ret(100), ret(10)
    (50, -1)
    """
    return ret_(n)
def inferred(short end):
    """
    >>> inferred(5)
    4
    """
    for i in prange(end, nogil=True):
        pass
    return i
def red(int n):
    """
    >>> red(1000)
    (499500, 120, 3, 499500.0)
    """
    cdef int i
    cdef long s = 0, p = 1
    cdef int o = 0
    cdef double d = 0
    for i in prange(n, nogil=True, num_threads=4):
        s += i
        d += i
        o |= i & 3
        if 0 < i < 6: p *= i
    return s, p, o, d
def nested(int n):
    """
    >>> nested(50)
    1225
    """
    cdef int i, j
    cdef long s = 0
    for i in prange(n, nogil=True):
        for j in prange(i, num_threads=2):
            s += 1
    return s
def section():
    """
    >>> section()
    (True, 45)
    """
    cdef int i, t, k
    cdef int seen[4]
    cdef long s = 0
    for k in range(4): seen[k] = -1
    with nogil, parallel(num_threads=4):
        t = threadid()
        seen[t] = t
        for i in prange(10):
            s += i
    return all([seen[k] in (-1, k) for k in range(4)]) and seen[0] == 0, s
def steps():
    """
    >>> steps()
    (4, [10, 8, 6, 4, 2], 2)
    """
    cdef int i, c = 0, k
    cdef int out[5]
    for i in prange(10, 1, -2, nogil=True):
        out[(10 - i) // 2] = i
    for k in prange(0, 10, 3, nogil=True):
        c += 1
    return c, [x for x in out], i
def objs(int n):
    """
    >>> objs(20)
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]
    """
    cdef int i
    l = []
    for i in prange(n, nogil=True, num_threads=4):
        with gil:
            o = [i]
            l.append(o[0])
    return sorted(l)
def cont(int n, int t):
    """
    >>> cont(10, 0), cont(10, 3)
    (25, 25)
    """
    cdef int i
    cdef int s = 0
    for i in prange(n, nogil=True, num_threads=t, use_threads_if=n > 3):
        if i % 2 == 0: continue
        s += i
    return s
def priv(double[:] x):
    """
    >>> import array
    >>> a = array.array('d', range(10)); priv(a); a[9]
    81.0
    """
    cdef Py_ssize_t i
    cdef double v
    cdef double* tmp
    with nogil, parallel():
        tmp = <double*>malloc(8)
        try:
            for i in prange(x.shape[0], schedule='dynamic', chunksize=2):
                tmp[0] = x[i]
                v = tmp[0]
                x[i] = v * v
        finally:
            free(tmp)
def exc_in_section():
    """
    >>> exc_in_section()
    'ok'
    """
    try:
        with nogil, parallel(num_threads=3):
            with gil: raise RuntimeError("x")
    except RuntimeError as e:
        return 'ok'
cdef int first_square_above(int n, int limit) noexcept nogil:
    cdef int i
    for i in prange(n, num_threads=2):
        if i * i > limit:
            return i * i
    return -1
cdef void checked(int* at, int value) except * nogil:
    at[0] = value  # asks after each call whether an exception was raised
cdef void fill(int* data, int n) nogil:
    cdef int i
    for i in prange(n, num_threads=4, schedule='static', chunksize=1):
        checked(data + i, i)
def called_with_the_gil():
    """
    >>> called_with_the_gil()
    (-1, 100000, 4999950000)
    """
    cdef int i
    cdef long long s = 0
    cdef int* data = <int*>malloc(100000 * sizeof(int))
    fill(data, 100000)
    for i in range(100000):
        s += data[i]
    free(data)
    return first_square_above(10, 100), 100000, s


def every_thread_leaves_with_the_exception(int rounds):
    """
    Of a loop that a team shares, each thread runs its handlers; the exception that arrives is the loop's.

    >>> every_thread_leaves_with_the_exception(50)
    (True, {'of the loop'})
    """
    cdef int i
    seen, entered, left = set(), [], []
    for _ in range(rounds):
        try:
            with nogil, parallel(num_threads=4):
                with gil:
                    entered.append(1)
                try:
                    for i in prange(100):
                        with gil:
                            raise ValueError('of the loop')
                finally:
                    with gil:
                        left.append(1)
        except Exception as e:
            seen.add(str(e))
    return len(left) == len(entered) >= rounds, seen

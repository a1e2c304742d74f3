# Only what can come back to itself asks for stack.
cdef int even(int n) except -1:
    return 1 if n == 0 else odd(n - 1)

cdef int odd(int n) except -1:
    return 0 if n == 0 else even(n - 1)

cdef int twice(int n):
    return 2 * n

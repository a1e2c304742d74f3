# cython: linetrace=True
# Tracers hear of each line once each time it is reached; the line of `def` holds no statement.
def total(list items):
    cdef long n = 0
    for item in items:
        n += 1
    return n

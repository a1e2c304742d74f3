cdef int settled(int a):
    if a:
        pass
    while a > 3:
        if a == 5:
            continue
        a -= 1
    return a

def pair(a):
    yield a
    yield -a

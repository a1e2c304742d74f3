def difference(a, b):
    return (a + b) - (a * b)

"""A matrix product in plain loops, against Python lists and against BLAS (which wins)."""
import numpy as np
from support import Row

import matmul


def multiply(a, b):
    n = len(a)
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i][k] * b[k][j]
            c[i][j] = total
    return np.array(c)


def rows():
    random = np.random.default_rng(6)
    a, b = random.random((120, 120)), random.random((120, 120))
    la, lb = a.tolist(), b.tolist()
    yield Row("matmul 120x120 (NumPy: BLAS)", lambda: multiply(la, lb), lambda: matmul.multiply(a, b), numpy=lambda: a @ b)

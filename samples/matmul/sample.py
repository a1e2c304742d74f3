"""A matrix product in plain loops, against Python lists and against BLAS (which wins)."""
import numpy as np
from support import Native, Row

import matmul


LOOP = """def f(a, b):
    c = np.zeros_like(a)
    for i in range(len(a)):
        for k in range(len(a)):
            for j in range(len(a)):
                c[i, j] += a[i, k] * b[k, j]
    return c"""


def dgemm(a, b):
    from scipy.linalg.blas import dgemm
    return dgemm(1.0, a, b)


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


def rows(matmul=matmul):
    random = np.random.default_rng(6)
    a, b = random.random((120, 120)), random.random((120, 120))
    la, lb = a.tolist(), b.tolist()
    c = np.empty_like(a)
    native = Native("void multiply(const double *a, const double *b, double *c, long n)", (a, b, c, 120), lambda _: c)
    yield Row("matmul 120x120 (NumPy: BLAS)", lambda: multiply(la, lb), lambda: matmul.multiply(a, b), numpy=lambda: a @ b, native=native,
              numba=(LOOP, (a, b)), scipy=lambda: dgemm(a, b))

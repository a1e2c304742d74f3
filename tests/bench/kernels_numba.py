"""The same kernels for Numba."""
import math

from numba import njit, prange


@njit
def total(x):
    s = 0.0
    for i in range(x.shape[0]):
        s += x[i]
    return s


@njit
def strided_total(x, step):
    s = 0.0
    for i in range(0, x.shape[0], step):
        s += x[i]
    return s


@njit(parallel=True)
def parallel_total(x):
    s = 0.0
    for i in prange(x.shape[0]):
        s += x[i]
    return s


@njit
def norm(x, y):
    s = 0.0
    for i in range(x.shape[0]):
        s += math.sqrt(x[i] * x[i] + y[i] * y[i])
    return s


@njit
def matmul(a, b, c):
    for i in range(a.shape[0]):
        for k in range(a.shape[1]):
            f = a[i, k]
            for j in range(b.shape[1]):
                c[i, j] += f * b[k, j]


@njit
def stencil(a, b):
    for i in range(1, a.shape[0] - 1):
        for j in range(1, a.shape[1] - 1):
            b[i, j] = 0.25 * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1])


@njit
def edit_distance(a, b, row):
    n, m = a.shape[0], b.shape[0]
    for j in range(m + 1):
        row[j] = j
    for i in range(1, n + 1):
        diagonal = row[0]
        row[0] = i
        for j in range(1, m + 1):
            above = row[j]
            row[j] = min(min(above, row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]))
            diagonal = above
    return row[m]


@njit
def moving_average(x, out, width):
    s = 0.0
    for i in range(width):
        s += x[i]
    for i in range(width, x.shape[0]):
        out[i - width] = s / width
        s += x[i] - x[i - width]

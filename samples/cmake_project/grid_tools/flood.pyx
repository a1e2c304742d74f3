"""Connected regions of a grid."""
from libc.stdlib cimport free, malloc


def region_size(const unsigned char[:, ::1] grid, Py_ssize_t row, Py_ssize_t column):
    """How many cells with the value of (row, column) are connected to it. The grid is rows x columns of bytes."""
    cdef Py_ssize_t rows = grid.shape[0], columns = grid.shape[1], size = 0, top = 0, r, c, at
    cdef unsigned char wanted = grid[row, column]
    cdef char *seen = <char *>malloc(rows * columns)
    cdef Py_ssize_t *stack = <Py_ssize_t *>malloc(4 * rows * columns * sizeof(Py_ssize_t) + sizeof(Py_ssize_t))
    if not seen or not stack:
        free(seen)
        free(stack)
        raise MemoryError()
    for at in range(rows * columns):
        seen[at] = 0
    stack[0] = row * columns + column
    top = 1
    while top:
        top -= 1
        at = stack[top]
        r = at // columns
        c = at % columns
        if seen[at] or grid[r, c] != wanted:
            continue
        seen[at] = 1
        size += 1
        if r > 0:
            stack[top] = at - columns
            top += 1
        if r + 1 < rows:
            stack[top] = at + columns
            top += 1
        if c > 0:
            stack[top] = at - 1
            top += 1
        if c + 1 < columns:
            stack[top] = at + 1
            top += 1
    free(seen)
    free(stack)
    return size

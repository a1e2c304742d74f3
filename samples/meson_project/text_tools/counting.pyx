"""Counting in bytes."""


def count_lines(const unsigned char[::1] text):
    """How many lines the text has; a last line without an end counts."""
    cdef Py_ssize_t i, lines = 0, size = text.shape[0]
    for i in range(size):
        if text[i] == b'\n':
            lines += 1
    return lines + (size > 0 and text[size - 1] != b'\n')

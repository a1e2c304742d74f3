"""C declarations that agree with the header only as far as a C compiler asks.

>>> run()
(b'name', 7, 3, True)
>>> through_macros()
(5, 5, True)
>>> called_back()
6
"""
cdef extern from *:
    """
    #include <stddef.h>
    typedef struct { size_t *values; const char *name; unsigned sizes[3]; int (*each)(const unsigned *); } Loose;
    static size_t loose_memory[2] = {3, 7};
    static Loose loose_one = {loose_memory, "name", {1, 2, 3}, 0};
    static Loose *loose_get(void) { return &loose_one; }
    static const char *loose_name(const Loose *l) { return l->name; }
    static size_t *loose_values(void *memory) { return (size_t *)memory; }
    static int loose_takes(unsigned *values, char *text, Loose *l) { return values[2] + (text[0] != 'n') + (l == 0); }
    static int loose_each(int (*f)(const unsigned *), unsigned *x) { return f(x) * 2; }
    static unsigned *loose_variable;
    #define LOOSE_FIRST(l) ((l)->sizes[0] + 4)
    #define LOOSE_ITEM(p) (*(p) + (p)[0] - 5 + 0 * sizeof(*(p)))
    #define LOOSE_SAME(a, b) ((a) == (b) && (a) != NULL)
    """
    ctypedef struct Loose:
        Py_ssize_t *values
        char *name
        int sizes[3]
        int (*each)(int *) noexcept
    Loose *loose_get()
    char *loose_name(Loose *l)
    Py_ssize_t *loose_values(int *memory)
    int loose_takes(int *values, const char *text, void *l)
    int loose_each(int (*f)(int *) noexcept, int *x)
    int *loose_variable
    int LOOSE_FIRST(Loose *l)
    int LOOSE_ITEM(int *p)
    bint LOOSE_SAME(Loose *a, Loose *b)

cdef int twice(int *x) noexcept:
    return x[0] * 2

def run():
    global loose_variable
    cdef Loose *l = loose_get()
    cdef char *name = loose_name(l)
    cdef Py_ssize_t *values = l.values
    cdef int *sizes = l.sizes
    l.values = values
    l.name = name
    l.each = twice
    loose_variable = sizes
    assert loose_takes(loose_variable, <const char*>l.name, l) == 3
    assert loose_values(<int*>values) is not NULL and loose_takes(sizes, name, NULL) == 4
    return l.name, l.values[1], sizes[2], l.each(&sizes[0]) == 2

def through_macros():
    cdef int five = 5
    return LOOSE_FIRST(loose_get()), LOOSE_ITEM(&five), LOOSE_SAME(loose_get(), loose_get())

def called_back():
    cdef int x = 3
    return loose_each(twice, &x) // 2

def letters():
    """
    >>> letters()
    ('X', 'y', True)
    """
    cdef Py_UCS4 *two = 'Xy'
    return two[0], two[1], two[2] == 0

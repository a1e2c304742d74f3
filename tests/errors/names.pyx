# ---- global after use
def f():
    x = 1
    global x  #! declared_after_use
# ---- nonlocal without a function that has it
def f():
    nonlocal q  #! nonlocal_not_found
    q = 1
# ---- a variable declared after it is used
def f():
    x = 1
    cdef int x  #! variable_declared_after_use
    return x
# ---- unreachable code, in a function and in the module
def f(x):
    while True:
        pass
    print(x)  #! unreachable_code

def g(x):
    try:
        return x
    finally:
        return 1
    print(x)  #! unreachable_code

def h(x):
    with x:
        return 1
    return 2
# ---- warnings are errors [-Werror]
# cython: warn.maybe_uninitialized=True
def f(x):
    if x:
        y = 1
    return y  #! maybe_unbound_variable
# ---- what gets the address of a variable may fill it [-X warn.maybe_uninitialized=True]
from libc.time cimport time_t, time
def f():
    cdef time_t now
    time(&now)
    return now
# ---- a declaration without a name
cdef int  #! declaration_without_name
# ---- operator is a name like others
cdef int operator = 1, register = 2
cdef int new(int operator): return operator
def f(): return new(operator) + register
# ---- __debug__ cannot be bound
__debug__ = 1  #! keyword_as_name
def f(__debug__): pass  #! keyword_as_name
f(__debug__=1)  #! keyword_as_name
# ---- the value of a name is C's
cdef extern from *:
    """
    #define LIMIT 7
    """
    int LIMIT = 8  #! extern_value
# ---- the comma of Python 2
def attempt(f):
    try:
        f()
    except ValueError, error:  #! except_comma
        return error
# ---- what is no switch in a comment is passed over
# cython: meant_for_others=OK  #! directive_ignored
x = 1

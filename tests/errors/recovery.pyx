# ---- every wrong statement of a function is reported
def f(x):
    *1  #! syntax_error
    y = = 2  #! syntax_error
    return x x  #! syntax_error
# ---- every wrong formatted string
def f(x):
    a = f"{}"  #! syntax_error
    b = f"{x!}"  #! syntax_error
    c = f"{x!q}"  #! syntax_error
    d = f"}"  #! syntax_error
    return a, b, c, d
# ---- a generator with a comma after it
f = print
f(x for x in [1],)  #! comprehension_over_list
# ---- useless semicolons
cdef int i;  #! useless_semicolon

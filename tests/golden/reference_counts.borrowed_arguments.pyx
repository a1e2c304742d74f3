# Arguments are the caller's: nothing is counted but what is made here.
def total(a, b, c):
    return a + b + c

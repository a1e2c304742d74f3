# cython: profile=True
"""What sys.setprofile hears of compiled functions.

>>> events = []
>>> def note(frame, event, argument):
...     if frame.f_code.co_filename.endswith('.pyx'): events.append((event, frame.f_code.co_name))
>>> import sys
>>> def heard(function):
...     events.clear()
...     sys.setprofile(note)
...     try: function()
...     except ValueError: pass
...     finally: sys.setprofile(None)
...     return events

>>> heard(caller)
[('call', 'caller'), ('call', 'inner'), ('return', 'inner'), ('return', 'caller')]
>>> heard(lambda: plain(1))
[('call', 'plain'), ('return', 'plain')]
>>> heard(lambda: plain(-1))
[('call', 'plain'), ('return', 'plain')]
>>> heard(lambda: list(generator()))
[('call', 'generator'), ('return', 'generator'), ('call', 'generator'), ('return', 'generator')]
>>> heard(unheard)
[]
>>> heard(without_gil)
[('call', 'without_gil'), ('call', 'takes_gil'), ('return', 'takes_gil'), ('return', 'without_gil')]
>>> heard(Heard().method)
[('call', 'method'), ('return', 'method')]
"""
cimport cython

cdef int inner(int x) except -1:
    return x

def caller():
    return inner(3)

cpdef int plain(int x) except -1:
    if x < 0: raise ValueError(x)
    return x

def generator():
    yield 1

@cython.profile(False)
def unheard():
    return not_profiled()

cdef int silent(int x) noexcept nogil:
    return x

cdef int takes_gil(int x) noexcept with gil:
    return x

def without_gil():
    with nogil:
        silent(1)
        takes_gil(2)

@cython.profile(False)
cdef not_profiled():
    return None

cdef class Heard:
    cpdef method(self):
        return None

# Bad input that must end in an exception: methods called unbound with a wrong `self`, views of nothing, released buffers.
import array
import inspect

cdef class Owner:
    cdef public int x
    cdef public list items
    def __init__(self, *args):
        self.x = 1
    cdef int c_method(self):
        return self.x
    cpdef int both(self):
        return self.x
    def plain(self, a=1, *rest, **named):
        return self.x
    @property
    def prop(self):
        return self.x
    @prop.setter
    def prop(self, value):
        self.x = value
    def __len__(self):
        return self.x
    def __getitem__(self, index):
        return self.x + index
    def __call__(self, *args):
        return self.x
    def __add__(self, other):
        return self.x
    def __iter__(self):
        return self
    def __next__(self):
        return self.x
    def __contains__(self, item):
        return self.x
    def __enter__(self):
        return self.x
    def __exit__(self, *args):
        return self.x
    def __eq__(self, other):
        return self.x == 1
    def __hash__(self):
        return self.x
    def __get__(self, instance, owner):
        return self.x
    def generator(self):
        yield self.x
    async def coroutine(self):
        return self.x


def wrong_self():
    """
    Whatever stands in for the object, every method refuses it.

    >>> wrong_self()
    []
    """
    own = {"__class__", "__new__", "__repr__", "__subclasshook__", "__init_subclass__", "__doc__", "__module__", "__dir__",
           "__reduce_ex__", "__sizeof__", "__format__", "__getstate__", "__str__", "__pyx_vtable__"}
    accepted = []
    for name in sorted(set(dir(Owner)) - own):
        descriptor = inspect.getattr_static(Owner, name)
        for wrong in (1, None, object(), [], Owner):
            for arguments in ((), (1,), (1, 2)):
                try:
                    getattr(Owner, name)(wrong, *arguments)
                except (TypeError, AttributeError):
                    pass
                else:
                    accepted.append((name, wrong, arguments))
            if wrong is not None and hasattr(type(descriptor), "__set__"):
                try:
                    descriptor.__get__(wrong)
                    accepted.append((name, wrong))
                except TypeError:
                    pass
    return accepted


def c_methods(wrong):
    """
    >>> c_methods(None), c_methods(1)
    (['both', 'cast', 'typed'], ['both', 'cast', 'typed'])
    """
    refused = []
    try:
        Owner.both(wrong)
    except (TypeError, AttributeError):
        refused.append("both")
    try:
        (<Owner?>wrong).x
    except (TypeError, AttributeError):
        refused.append("cast")
    try:
        typed(wrong)
    except (TypeError, AttributeError):
        refused.append("typed")
    return refused


def typed(Owner owner):
    return owner.c_method()


def generator_keeps_object():
    """
    >>> generator_keeps_object()
    1
    """
    return next(Owner().generator())


def nothing(double[:] view, low=0, high=0):
    """
    >>> nothing(array.array("d"))
    (0, b'', 'Out of bounds on buffer access (axis 0)')
    >>> nothing(array.array("d", [1, 2]), 2, 1)[:2]
    (0, b'')
    >>> nothing(array.array("d", [1, 2]), 7, 9)[:2]
    (0, b'')
    >>> released = memoryview(array.array("d", [1, 2]))
    >>> released.release()
    >>> nothing(released)
    Traceback (most recent call last):
    ValueError: operation forbidden on released memoryview object
    """
    cdef double[:] part = view[low:high]
    try:
        part[0] = 1
        text = None
    except IndexError as error:
        text = str(error)
    return part.shape[0], bytes(part), text


def characters(bytes data, str text, int index):
    """
    >>> characters(b"", "", 0), characters(b"", "", -1), characters(b"ab", "ab", -2 ** 31), characters(b"ab", "ab", 2 ** 31 - 1)
    (2, 2, 2, 2)
    """
    refused = 0
    try:
        data[index]
    except IndexError:
        refused += 1
    try:
        text[index]
    except IndexError:
        refused += 1
    return refused

# Extension types and Python's own classes: bases, declarations under extern names, properties of C.

cdef extern from *:
    """
    static PyObject* first_argument(PyObject* e) { return PySequence_GetItem(((PyBaseExceptionObject*)e)->args, 0); }
    static int set_arguments(PyObject* e, PyObject* value) {
        if (PyTuple_Check(value) && PyTuple_GET_SIZE(value) == 0) { PyErr_SetString(PyExc_ValueError, "none given"); return -1; }
        return PyObject_SetAttrString(e, "args", value);
    }
    """
    object first_argument(object)
    int set_arguments(object, object) except -1
    ctypedef class __builtin__.list [object PyListObject]:
        cdef Py_ssize_t allocated
    ctypedef class __builtin__.Exception [object PyBaseExceptionObject]:
        @property
        cdef inline first(self):
            return first_argument(self)

        @first.setter
        cdef inline int first(self, value) except -1:
            return set_arguments(self, (value,) if value is not None else ())


cdef class Whole(int):
    """
    >>> Whole(3) + 1, isinstance(Whole(3), int)
    (4, True)
    """


cdef class Real(float):
    """
    >>> x = Real(1.5)
    >>> x.unit is None, x * 2
    (True, 3.0)
    """
    cdef readonly object unit


def room(list x):
    """
    >>> room([1, 2, 3])
    True
    >>> room((1,))
    Traceback (most recent call last):
    TypeError: Argument 'x' has incorrect type (expected list, got tuple)
    """
    x.append(4)
    return len(x) <= x.allocated


def property_of_c(Exception e, value):
    """
    >>> e = ValueError(1)
    >>> property_of_c(e, 2), e.args
    ((1, 2), (2,))
    >>> property_of_c(e, None)
    Traceback (most recent call last):
    ValueError: none given
    """
    before = e.first
    e.first = value
    return before, e.first


cdef class Holder:
    """
    >>> h = Holder()
    >>> h.item = 5
    >>> h.forget()
    >>> h.item is None
    True
    >>> Holder.item.__doc__
    'What is held.'
    """
    cdef public object item
    """What is held."""

    def forget(self):
        del self.item

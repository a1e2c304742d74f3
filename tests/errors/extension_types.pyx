# ---- methods that Python 3 has under other names
cdef class Flag:
    def __nonzero__(self):  #! removed_special_method
        return True
    def __long__(self):  #! removed_special_method
        return 1
# ---- an index that may not fit
cdef class Row:
    def __getitem__(self, int i):  #! small_index_type
        return i
    def __len__(self):
        return 1
# ---- an index of the right type, and a mapping
cimport cython
cdef class Row:
    def __getitem__(self, Py_ssize_t i):
        return i
@cython.collection_type("mapping")
cdef class Table:
    def __getitem__(self, int i):
        return i
# ---- defaults come last
from cython.dataclasses cimport dataclass
@dataclass
cdef class Point:
    a: int = 1
    b: int  #! dataclass_default_order
# ---- an int ends with its digits
cdef class Number(int):  #! variable_size_base
    cdef int more
# ---- plain subclasses of numbers
cdef class Number(int):
    pass
cdef class Real(float):
    cdef int more
# ---- fused methods by their types
cimport cython
cdef class A:
    cdef f(self, cython.integral x):
        return x
    def g(self):
        return self.f[short](1), self.f[double](2)  #! no_fused_instance
# ---- deleting fields
cdef class A:
    cdef object item
    cdef int number
    def f(self):
        del self.item
        del self.number  #! cannot_delete
# ---- decorators and names of property methods
def trace(function): return function
cdef class Decorated:
    @property
    @trace  #! decorated_property
    def first(self): return 1
    @property
    def second(self): return 2
    @second.setter
    @trace  #! decorated_property
    def second(self, value): pass
# ---- a freelist of a subclass
cimport cython
@cython.freelist(8)
cdef class Root: pass
@cython.freelist(8)  #! freelist_of_subtype
cdef class Derived(Root): pass
# ---- two kinds of collection
cimport cython
@cython.collection_type("sequence")  #! directive_value
@cython.collection_type("mapping")
cdef class Both: pass
# ---- what dataclasses refuse
cimport cython
@cython.dataclasses.dataclass(initialise=True)  #! dataclass_argument
cdef class Options:
    a: list = []  #! dataclass_field_argument
    b: int = cython.dataclasses.field(default=5, default_factory=int)  #! dataclass_field_argument
    d: int = cython.dataclasses.field(init=False, unexpected=True)  #! dataclass_field_argument
# ---- a number in a union with an address
cdef union Mixed:
    char *text
    int number
def show():
    cdef Mixed mixed
    mixed.number = 5
    return mixed  #! cannot_convert
# ---- a view of a text that is gone [--cplus]
from libcpp.string_view cimport string_view
cdef object text(): return b"abc"
cdef char *pointer = text()  #! unsafe_pointer
cdef string_view view = text()  #! unsafe_pointer
# ---- classes that wait for each other as bases
cdef class Hen(Egg):  #! incomplete_base
    pass
cdef class Egg(Hen):  #! incomplete_base
    pass
# ---- type parameters belong to Python functions
cdef class Box:
    def first[T](self, items):  #! not_supported_yet
        return items[0]

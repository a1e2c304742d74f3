"""The ``cython`` names for uncompiled runs of code in pure-Python mode.

Types are callable as casts, decorators and context managers of the language do nothing, ``prange`` is
``range``. The compiler gives these names their meaning; here they only must not be in the way.
"""

from __future__ import annotations

import builtins as _builtins
from types import TracebackType
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Generic,
    Iterable,
    Optional,
    Sequence,
    Type,  # noqa: F401
    TypeVar,
    overload,
)

from . import shadow_modules as _shadow_modules
from .shadow_modules import CythonCImports, CythonDotImportedFromElsewhere, CythonDotParallel
from .shadow_modules import Neutral as _Neutral

__version__ = "3.3.1"
compiled: bool = False
_MISSING = object()


# --- decorators, context managers, directives ----------------------------------------------------------


class _Directive(_Neutral):
    """A directive: ``name(value)`` is a decorator and a context manager; sub-directives are attributes."""

    def __init__(self, *parts: str) -> None:
        for part in parts:
            setattr(self, part, _Directive())

    def __call__(self, *values: Any, **keywords: Any) -> _Neutral:
        return _Neutral()


def _unchanged(x: Any) -> Any:
    """A decorator without arguments; a bool in its place gives a decorator."""
    return _Neutral() if isinstance(x, bool) else x


def locals(**arg_types: Any) -> Any:  # noqa: A001
    return _Neutral()


def test_assert_path_exists(*paths: str) -> Any:
    return _Neutral()


def test_fail_if_path_exists(*paths: str) -> Any:
    return _Neutral()


def exceptval(value: Any = None, check: bool = True) -> Any:
    return _Neutral()


cclass = cfunc = ccall = _Neutral()
gil = nogil = with_gil = _Neutral()
final = ufunc = internal = c_api_binop_methods = type_version_tag = _unchanged
no_gc = no_gc_clear = total_ordering = _unchanged

annotation_typing = returns = wraparound = boundscheck = initializedcheck = nonecheck = _Directive()
cdivision = cdivision_warnings = collection_type = profile = linetrace = freelist = _Directive()
auto_pickle = cpow = trashcan = auto_cpdef = allow_none_for_extension_args = callspec = _Directive()
show_performance_hints = py2_import = iterable_coroutine = remove_unreachable = _Directive()
test_body_needs_exception_handling = binding = always_allow_keywords = _Directive()
unraisable_tracebacks = cpp_locals = fast_getattr = c_compile_guard = _Directive()
infer_types = _Directive("verbose")
embedsignature = _Directive("format")
overflowcheck = _Directive("fold")
optimize = _Directive("use_switch", "unpack_method_calls", "inline_defnode_calls")
warn = _Directive(
    "undeclared",
    "unreachable",
    "maybe_uninitialized",
    "unused",
    "unused_arg",
    "unused_argument",
    "unused_result",
    "multiple_declarators",
)


class critical_section:  # noqa: N801
    """``with critical_section(a, b):`` and ``@critical_section``; the GIL does the work here."""

    def __init__(self, arg0: Any, arg1: Any = None) -> None:
        self.arg0 = arg0

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        return self.arg0(*args, **keywords)

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, traceback: Optional[TracebackType]) -> bool:
        return False


class _Mutex:
    """A lock with the interface of the C ones."""

    def __init__(self) -> None:
        import threading

        self._lock = threading.Lock()

    def acquire(self) -> None:
        self._lock.acquire()

    def release(self) -> None:
        self._lock.release()

    def locked(self) -> bool:
        return self._lock.locked()

    def can_check_locked(self) -> bool:
        return True

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, kind: Any, error: Any, traceback: Optional[TracebackType]) -> None:
        self._lock.release()


class pymutex(_Mutex):  # noqa: N801
    """PyMutex where it exists, a thread lock elsewhere."""


class pythread_type_lock(_Mutex):  # noqa: N801
    """PyThread_type_lock."""


# --- functions -----------------------------------------------------------------------------------------


def inline(f: Any, *args: Any, **keywords: Any) -> Any:
    """The decorator for inline functions; given text, compiles and runs it."""
    if isinstance(f, str):
        from .build.inlining import cython_inline

        keywords.setdefault("caller_depth", 2)
        return cython_inline(f, *args, **keywords)
    return f


def compile(f: Any) -> Any:  # noqa: A001
    """Compile a function for the types of its arguments when it is called."""
    from .build.inlining import RuntimeCompiledFunction

    return RuntimeCompiledFunction(f)


def cdiv(a: Any, b: Any) -> Any:
    """Integer division that truncates, as C's does."""
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def cmod(a: Any, b: Any) -> Any:
    """The remainder that belongs to cdiv: it has the sign of a."""
    remainder = abs(a) % abs(b)
    return -remainder if a < 0 else remainder


def cast(t: Any, *args: Any, typecheck: bool = False) -> Any:
    """Convert to a type; objects that already are of the class stay the same object."""
    if isinstance(t, typedef):
        return t(*args)
    if isinstance(t, type):
        if len(args) == 1 and (args[0] is None or isinstance(args[0], t)):
            return args[0]
        return t(*args)
    return args[0]


def declare(t: Any = None, value: Any = _MISSING, **names: Any) -> Any:
    """A variable of a type: the value converted, an empty struct or array, or None."""
    if value is not _MISSING:
        return cast(t, value)
    return t() if _is_aggregate(t) else None


def _is_aggregate(t: Any) -> bool:
    while isinstance(t, typedef):
        t = t._basetype
    return isinstance(t, type) and issubclass(t, (StructType, UnionType, ArrayType))


def likely(cond: Any) -> Any:
    return cond


def unlikely(cond: Any) -> Any:
    return cond


def sizeof(obj: Any) -> int:
    """1: sizes are unknown without a C compiler."""
    return 1


def typeof(obj: Any) -> str:
    return obj.__class__.__name__


def address(obj: Any) -> Any:
    """A pointer to the object."""
    return pointer(type(obj))([obj])


# --- array types by slicing --------------------------------------------------------------------------------


class _View:
    """What ``cython.double[:, ::1]`` is: the type of a memoryview."""

    is_array = True
    subtypes = ["dtype"]

    def __init__(
        self,
        dtype: Any,
        ndim: int,
        is_c_contig: bool = False,
        is_f_contig: bool = False,
        inner_contig: bool = False,
        broadcasting: Any = None,
    ) -> None:
        self.dtype = dtype
        self.ndim = ndim
        self.is_c_contig = is_c_contig
        self.is_f_contig = is_f_contig
        self.inner_contig = inner_contig or is_c_contig or is_f_contig
        self.broadcasting = broadcasting

    def __repr__(self) -> str:
        axes = [":"] * self.ndim
        if self.is_c_contig:
            axes[-1] = "::1"
        elif self.is_f_contig:
            axes[0] = "::1"
        return f"{self.dtype}[{', '.join(axes)}]"


class _InvalidView(Exception):
    """A slice that describes no memoryview."""


def index_type(base_type: Any, item: Any) -> Any:
    """``type[:]``, ``type[:, ::1]`` are memoryviews, ``type[8]`` is an array."""
    if not isinstance(item, (tuple, slice)):
        if _builtins.int(item) != item:
            raise AssertionError("the size of an array must be an integer")
        return array(base_type, item)
    axes = item if isinstance(item, tuple) else (item,)
    contiguous = None
    for number, axis in enumerate(axes):
        if axis.start or axis.stop or axis.step not in (None, 1):
            raise _InvalidView("Only a step of 1 may be provided to indicate C or Fortran contiguity")
        if axis.step:
            if contiguous is not None or number not in (0, len(axes) - 1):
                raise _InvalidView("Step may only be provided once, and only in the first or last dimension.")
            contiguous = number
    return _View(
        base_type,
        len(axes),
        is_c_contig=contiguous == len(axes) - 1,
        is_f_contig=contiguous == 0 and len(axes) > 1,
    )


# --- types -----------------------------------------------------------------------------------------------


class CythonTypeObject:
    """Classes of C types: ``T[n]`` is an array of them."""

    def __class_getitem__(cls, size: Any) -> Any:
        return array(cls, size)


class CythonType(CythonTypeObject):
    def _pointer(self, n: int = 1) -> Any:
        made: Any = self
        for _ in range(n):
            made = pointer(made)
        return made


class PointerType(CythonType):
    """A pointer: a list of the objects behind it; an empty one is NULL."""

    _basetype: Any = None
    _items: list

    def __init__(self, value: Any = None) -> None:
        if isinstance(value, PointerType):
            value = value._items
        if isinstance(value, list):
            self._items = [cast(self._basetype, item) for item in value]
        elif value is None or value == 0:
            self._items = []
        else:
            raise ValueError(f"a pointer is made from a list, an array or NULL, not from {value!r}")

    def __getitem__(self, index: Any) -> Any:
        if index < 0:
            raise IndexError("negative indexing not allowed in C")
        return self._items[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        if index < 0:
            raise IndexError("negative indexing not allowed in C")
        self._items[index] = cast(self._basetype, value)

    def __eq__(self, other: Any) -> bool:
        if other is None:
            return not self._items
        return type(self) is type(other) and not self._items and not other._items

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self._basetype} *"


class ArrayType(PointerType):
    """A C array of a fixed size."""

    _n: Any = 0

    def __init__(self, value: Any = None) -> None:
        if value is None:
            self._items = [None] * self._n
        else:
            super().__init__(value)


def _fields_of(owner: Any, source: Any) -> Any:
    """The fields to copy when a struct or union is cast from a dict or from its own type."""
    if isinstance(source, dict):
        return source
    if type(source) is type(owner):
        return source.__dict__
    raise ValueError(f"Cannot cast from {source}")


class StructType(CythonType):
    """A struct; positional or keyword values, or ``cast_from=``."""

    _members: Any = {}

    def __init__(self, *values: Any, **fields: Any) -> None:
        if values and fields:
            raise ValueError("Cannot accept both positional and keyword arguments.")
        if list(fields) == ["cast_from"]:
            fields = dict(_fields_of(self, fields["cast_from"]))
        elif len(values) == 1 and type(values[0]) is type(self):
            fields = dict(values[0].__dict__)
        else:
            fields = fields or dict(zip(self._members, values))
        for name, value in fields.items():
            if name not in self._members:
                raise ValueError(f"Invalid struct attribute for {type(self).__name__}: {name}")
            setattr(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._members:
            raise AttributeError(f"Struct has no member '{name}'")
        self.__dict__[name] = cast(self._members[name], value)


class UnionType(CythonType):
    """A union: it holds the field that was stored last."""

    _members: Any = {}

    def __init__(self, cast_from: Any = _MISSING, **fields: Any) -> None:
        if cast_from is not _MISSING:
            if fields:
                raise ValueError("Cannot accept keyword arguments when casting.")
            fields = _fields_of(self, cast_from)
        if len(fields) > 1:
            raise AttributeError("Union can only store one field at a time.")
        for name, value in fields.items():
            setattr(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "__dict__":
            object.__setattr__(self, name, value)
        elif name in self._members:
            self.__dict__.clear()
            self.__dict__[name] = cast(self._members[name], value)
        else:
            raise AttributeError(f"Union has no member '{name}'")


class pointer(PointerType):  # noqa: N801
    """``pointer(T)`` and ``pointer[T]``: the class of pointers to T."""

    def __new__(cls, basetype: Any) -> Any:
        return type("PointerInstance", (PointerType,), {"_basetype": basetype})

    def __class_getitem__(cls, basetype: Any) -> Any:
        return cls(basetype)


class array(ArrayType):  # noqa: N801
    """``array(T, n)`` and ``array[T, n]``: the class of arrays of n T."""

    def __new__(cls, basetype: Any, n: Any) -> Any:
        return type("ArrayInstance", (ArrayType,), {"_basetype": basetype, "_n": n})

    def __class_getitem__(cls, item: Any) -> Any:
        return cls(*item)


def struct(**members: Any) -> Any:
    """A struct type with these members."""
    return type("StructInstance", (StructType,), {**dict.fromkeys(members), "_members": members})


def union(**members: Any) -> Any:
    """A union type with these members."""
    return type("UnionInstance", (UnionType,), {**dict.fromkeys(members), "_members": members})


class typedef(CythonType):  # noqa: N801
    """A named type: called, it converts."""

    def __init__(self, type: Any, name: Optional[str] = None) -> None:  # noqa: A002
        self._basetype = type
        self.name = name

    def __call__(self, *args: Any) -> Any:
        return cast(self._basetype, *args)

    def __repr__(self) -> str:
        return self.name or str(self._basetype)

    __getitem__ = index_type


class _Qualified(typedef):
    """``const[T]`` and its kind."""

    def __init__(self, type: Any, name: Optional[str] = None) -> None:  # noqa: A002
        super().__init__(type, f"{self.__class__.__name__} {name or repr(type)}")

    def __class_getitem__(cls, base_type: Any) -> Any:
        return cls(base_type)


class const(_Qualified):  # noqa: N801
    pass


class volatile(_Qualified):  # noqa: N801
    pass


class restrict(_Qualified):  # noqa: N801
    pass


class _Fused(CythonType):
    __getitem__ = index_type


def fused_type(*types: Any) -> Any:
    """Of Python's number types the widest; any other set is a type that converts nothing."""
    if not types:
        raise TypeError("Expected at least one type as argument")
    if all(each in type_ordering for each in types):
        return max(types, key=type_ordering.index)
    return _Fused()


# --- the predefined types -----------------------------------------------------------------------------------

py_int = typedef(_builtins.int, "int")
py_long = typedef(_builtins.int, "long")
py_bool = typedef(_builtins.bool, "bool")
py_float = typedef(_builtins.float, "float")
py_complex = typedef(_builtins.complex, "double complex")
unicode = typedef(_builtins.str, "unicode")
type_ordering = [py_int, py_long, py_float, py_complex]

int_types = [
    "char",
    "short",
    "Py_UNICODE",
    "int",
    "Py_UCS4",
    "long",
    "longlong",
    "Py_hash_t",
    "Py_ssize_t",
    "size_t",
    "ssize_t",
    "ptrdiff_t",
]
float_types = ["longdouble", "double", "float"]
complex_types = ["longdoublecomplex", "doublecomplex", "floatcomplex", "complex"]
other_types = ["bint", "void", "Py_tss_t"]
to_repr = {
    "longlong": "long long",
    "longdouble": "long double",
    "longdoublecomplex": "long double complex",
    "doublecomplex": "double complex",
    "floatcomplex": "float complex",
}.get
_SIGNED_AND_UNSIGNED = ("char", "short", "int", "long", "longlong")


def _define_types(names: Any) -> None:
    """Every C type, its signed and unsigned form, its const form, pointers to it of up to three levels."""
    made = {}
    for group, base in ((int_types, py_int), (float_types, py_float), (complex_types, py_complex)):
        for name in group:
            written = to_repr(name, name)
            made[name] = typedef(base, written)
            if name in _SIGNED_AND_UNSIGNED:
                made["u" + name] = typedef(base, "unsigned " + written)
                made["s" + name] = typedef(base, "signed " + written)
    made.update(
        bint=typedef(_builtins.bool, "bint"), void=typedef(None, "void"), Py_tss_t=typedef(None, "Py_tss_t")
    )
    constants = {"const_" + name: const(kind, name) for name, kind in made.items()}
    names.update(made)
    names.update(constants)
    for name, kind in {**made, **constants}.items():
        if name in ("const_void", "const_Py_tss_t"):
            continue
        for level in ("p", "pp", "ppp"):
            kind = names[f"{level}_{name}"] = pointer(kind)


_define_types(globals())
NULL = globals()["p_void"](0)
integral = floating = numeric = _Fused()


dataclasses = CythonDotImportedFromElsewhere("dataclasses")
_libc = CythonCImports("cython.cimports.libc", **_shadow_modules.libc_modules(py_int))
_below = {
    "parallel": CythonDotParallel(),
    "dataclasses": dataclasses,
    "cimports": CythonCImports("cython.cimports", libc=_libc),
    "cimports.libc": _libc,
    "operator": _shadow_modules.LazyModule(
        "cython.operator", lambda: _shadow_modules.operator_module(address)
    ),
    "view": _shadow_modules.LazyModule("cython.view", _shadow_modules.view_module),
}
_shadow_modules.register(_below, _libc)


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext cython``"""
    from .jupyter import load_ipython_extension as load

    load(shell, cython=True)


def __getattr__(name: str) -> Any:
    if name in _below:
        return _below[name]
    raise AttributeError(f"'cython' has no attribute {name!r}")

"""The modules below ``cython.`` in uncompiled runs: parallel, cimports, operator, view, dataclasses."""

from __future__ import annotations

import importlib
import sys
import types
from types import TracebackType
from typing import Any, Callable, Dict, Optional


class Neutral:
    """Works as decorator, as context manager and (called with a value) as both again."""

    def __call__(self, value: Any = None, *values: Any, **keywords: Any) -> Any:
        return value if callable(value) else self

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, traceback: Optional[TracebackType]) -> bool:
        return False


class CythonDotParallel:
    """cython.parallel: one thread."""

    __spec__ = None

    __all__ = ["parallel", "prange", "threadid"]

    def parallel(self, num_threads: Any = None, use_threads_if: Any = None) -> Any:
        return Neutral()

    def prange(
        self,
        start: Any = 0,
        stop: Any = None,
        step: Any = 1,
        nogil: Any = False,
        schedule: Any = None,
        chunksize: Any = None,
        num_threads: Any = None,
        use_threads_if: Any = None,
    ) -> Any:
        return range(start, stop, step) if stop is not None else range(0, start, step)

    def threadid(self) -> int:
        return 0


class CythonDotImportedFromElsewhere:
    """A module of the standard library under a name below cython, imported when it is used."""

    def __init__(self, module: str) -> None:
        self.__path__: list = []
        self.__file__ = None
        self.__name__ = module
        self.__package__ = module

    def __getattr__(self, name: str) -> Any:
        if name == "__spec__":
            raise AttributeError(name)
        module = importlib.import_module(self.__name__)
        sys.modules[f"cython.{self.__name__}"] = module
        return getattr(module, name)


class CythonCImports:
    """A package below cython.cimports: what it lacks is imported as a Python module."""

    __spec__ = None  # the import system asks a parent package for it

    def __init__(self, module: str, **attributes: Any) -> None:
        self.__path__: list = []
        self.__file__ = None
        self.__name__ = module
        self.__package__ = module
        self.__dict__.update(attributes)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        package = self.__package__[len("cython.cimports.") :]
        try:
            return importlib.import_module(f"{package}.{name}" if package else name)
        except ImportError:
            raise AttributeError(name) from None


class CImportFinder:
    """``from cython.cimports.package import name`` takes the name from the Python module of that name."""

    _PREFIX = "cython.cimports."

    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> Any:
        if not fullname.startswith(cls._PREFIX):
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(fullname, cls(), is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: Any) -> Any:
        name = spec.name[len(self._PREFIX) :]
        try:
            module = importlib.import_module(name)
        except ImportError as error:
            raise ModuleNotFoundError(
                f"cython.cimports: no Python module {name!r} stands in for the cimported "
                "one in an uncompiled run",
                name=spec.name,
            ) from error
        stand_in = types.ModuleType(spec.name)
        stand_in.__dict__.update(
            {key: value for key, value in vars(module).items() if not key.startswith("__")}
        )
        return stand_in

    def exec_module(self, module: Any) -> None:
        return None


def libc_modules(py_int: Any) -> Dict[str, Any]:
    """The parts of libc that Python has too."""
    import math

    integers = {
        f"{sign}int{kind}{width}_t": py_int
        for sign in ("", "u")
        for kind in ("", "_least", "_fast")
        for width in (8, 16, 32, 64)
    }
    integers.update(intptr_t=py_int, uintptr_t=py_int, intmax_t=py_int, uintmax_t=py_int)
    for width in (8, 16, 32, 64):
        integers.update(
            {
                f"INT{width}_MAX": 2 ** (width - 1) - 1,
                f"INT{width}_MIN": -(2 ** (width - 1)),
                f"UINT{width}_MAX": 2**width - 1,
            }
        )
    floats = {
        "DBL_MAX": sys.float_info.max,
        "DBL_MIN": sys.float_info.min,
        "DBL_EPSILON": sys.float_info.epsilon,
    }
    limits = {
        "INT_MAX": 2**31 - 1,
        "INT_MIN": -(2**31),
        "UINT_MAX": 2**32 - 1,
        "CHAR_BIT": 8,
        "LLONG_MAX": 2**63 - 1,
        "LLONG_MIN": -(2**63),
        "ULLONG_MAX": 2**64 - 1,
        "SHRT_MAX": 32767,
        "SHRT_MIN": -32768,
    }
    stdlib = {"abs": abs, "labs": abs, "llabs": abs, "atoi": int, "atof": float}
    string = {"strlen": len}
    made = {"math": math}
    for name, content in (
        ("stdint", integers),
        ("float", floats),
        ("limits", limits),
        ("stdlib", stdlib),
        ("string", string),
    ):
        made[name] = CythonCImports(f"cython.cimports.libc.{name}", **content)  # type: ignore[assignment]
    return made


def operator_module(address: Callable[[Any], Any]) -> Any:
    """cython.operator, as far as it has a meaning without C++."""
    module = types.ModuleType("cython.operator")
    module.dereference = lambda p: p[0]  # type: ignore[attr-defined]
    module.address = address  # type: ignore[attr-defined]
    module.typeid = type  # type: ignore[attr-defined]
    module.comma = lambda left, right: right  # type: ignore[attr-defined]
    return module


def view_module() -> Any:
    """cython.view: the access specifiers, and arrays as memoryviews of Python's own."""
    module = types.ModuleType("cython.view")
    for name in ("generic", "strided", "indirect", "contiguous", "indirect_contiguous", "generic_contiguous"):
        setattr(module, name, Neutral())

    def new_array(
        shape: Any, itemsize: Any, format: Any, mode: str = "c", allocate_buffer: bool = True
    ) -> Any:  # noqa: A002
        total = itemsize
        for extent in shape:
            total *= extent
        code = format.decode() if isinstance(format, bytes) else format
        return memoryview(bytearray(total)).cast(code, list(shape))

    module.array = new_array  # type: ignore[attr-defined]
    module.memoryview = memoryview  # type: ignore[attr-defined]
    return module


class LazyModule:
    """A module that is made when it is first used."""

    def __init__(self, name: str, make: Callable[[], Any]) -> None:
        self.__path__: list = []
        self.__name__ = name
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name == "__spec__":
            raise AttributeError(name)
        module = sys.modules[self.__name__] = self._make()
        return getattr(module, name)


def register(modules: Dict[str, Any], libc: Any) -> None:
    """Make ``import cython.parallel``, ``from cython.cimports.libc.math import sin`` and the like work."""
    for name, module in modules.items():
        sys.modules[f"cython.{name}"] = module
    for name, value in vars(libc).items():
        if not name.startswith("__"):
            sys.modules[f"cython.cimports.libc.{name}"] = value
    if CImportFinder not in sys.meta_path:
        sys.meta_path.append(CImportFinder)  # type: ignore[arg-type]

"""Building modules from Python: cythonize(), the setuptools command, OpenMP flags."""
from __future__ import annotations

from typing import Any

from ..errors import CompileError
from .extensions import cythonize, default_create_extension
from .openmp import add_openmp, openmp_flags

__all__ = ["CompileError", "Extension", "add_openmp", "build_ext", "cythonize", "default_create_extension",
           "inline", "openmp_flags"]


def __getattr__(name: str) -> Any:
    # These need setuptools, which transpiling alone does not.
    if name == "build_ext":
        from .command import build_ext
        return build_ext
    if name == "Extension":
        from .extensions import extension_class
        return extension_class()
    if name == "inline":
        from .inlining import cython_inline
        return cython_inline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

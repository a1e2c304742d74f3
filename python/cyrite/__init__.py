"""Cyrite: an ahead-of-time compiler from the Cython language to C++ extension modules.

The compiler is a native executable; this package finds it (``cyrite.locate``), drives it from build
scripts (``cyrite.build``), from notebooks (``%load_ext cyrite``) and from imports (``cyrite.install``).
"""

from __future__ import annotations

from typing import Any

from .errors import CompileError, CyriteError
from .locate import get_cmake_dir, get_compat_dir, get_data_dir, get_executable, get_version

__version__ = get_version()

__all__ = [
    "CompileError",
    "CyriteError",
    "__version__",
    "cythonize",
    "get_cmake_dir",
    "get_compat_dir",
    "get_data_dir",
    "get_executable",
    "inline",
    "install",
    "uninstall",
]


def cythonize(*args: Any, **options: Any) -> Any:
    """The same as ``cyrite.build.cythonize``, imported when it is called."""
    from .build import cythonize as run

    return run(*args, **options)


def inline(code: str, *args: Any, **options: Any) -> Any:
    """Compile and run a piece of code with the caller's variables, as ``cython.inline`` does."""
    from .build.inlining import cython_inline

    options.setdefault("caller_depth", 2)
    return cython_inline(code, *args, **options)


def install(**options: Any) -> Any:
    """Compile ``.pyx`` files when they are imported (options: see import_hook.install)."""
    from .import_hook import install as run

    return run(**options)


def uninstall(*finders: Any) -> None:
    """Remove what ``install`` returned."""
    from .import_hook import uninstall as run

    run(*finders)


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext cyrite``: the %%cyrite magic, and %%cython where Cython's own is absent."""
    from .jupyter import load_ipython_extension as load

    load(shell)

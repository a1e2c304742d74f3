"""Cython.Build: cythonize, build_ext."""

from .Dependencies import cythonize

__all__ = ["cythonize"]


def __getattr__(name):
    if name == "build_ext":  # needs setuptools or distutils
        from .Distutils import build_ext

        return build_ext
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

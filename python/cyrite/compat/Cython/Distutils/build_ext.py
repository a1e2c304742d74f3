"""Cython.Distutils.build_ext: setuptools derives its own build_ext from this one."""

from cyrite.build.command import distutils_build_ext, make_build_ext

build_ext = make_build_ext(distutils_build_ext())
new_build_ext = build_ext

__all__ = ["build_ext", "new_build_ext"]

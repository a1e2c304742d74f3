"""Cython.Build.Distutils: build_ext."""

from Cython.Distutils.build_ext import build_ext

__all__ = ["build_ext"]

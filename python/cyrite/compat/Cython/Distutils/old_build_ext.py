"""Cython.Distutils.old_build_ext: the same command as build_ext."""

from Cython.Distutils.build_ext import build_ext

old_build_ext = build_ext
__all__ = ["build_ext", "old_build_ext"]

"""Cython.Build.IpythonMagic: the %%cython magic."""

from cyrite.jupyter import CythonMagics

__all__ = ["CythonMagics"]

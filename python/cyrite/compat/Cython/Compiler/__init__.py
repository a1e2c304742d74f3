"""Cython.Compiler: only what programs import from it."""

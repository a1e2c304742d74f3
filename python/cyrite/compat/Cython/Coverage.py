"""Cython.Coverage: the plugin of coverage.py, as configurations name it."""

from cyrite.coverage_plugin import Plugin, coverage_init

__all__ = ["Plugin", "coverage_init"]

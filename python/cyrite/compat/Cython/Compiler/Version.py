"""Cython.Compiler.Version: the version of the language that is spoken."""

from .. import __version__ as version

watermark = str(version)

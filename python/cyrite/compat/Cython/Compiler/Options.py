"""Cython.Compiler.Options is the options module of cyrite.build: what is assigned here is used there."""

import sys

from cyrite.build import options

sys.modules[__name__] = options

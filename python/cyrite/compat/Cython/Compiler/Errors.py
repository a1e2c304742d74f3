"""Cython.Compiler.Errors: the exceptions."""

from cyrite.errors import CompileError, CyriteError

PyrexError = CyriteError
LEVEL = 1


class InternalError(Exception):
    """Never raised: a fault of the compiler is a CompileError that says so."""


class AbortError(Exception):
    """Never raised."""


class CompilerCrash(CompileError):
    """Never raised: a fault of the compiler is a CompileError that says so."""


__all__ = ["AbortError", "CompileError", "CompilerCrash", "InternalError", "PyrexError"]

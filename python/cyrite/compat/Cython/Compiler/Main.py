"""Cython.Compiler.Main: compile(), its options and results."""

from cyrite.build.main_program import (
    CompilationResult,
    CompilationResultSet,
    compile,
    compile_multiple,  # noqa: A004
    compile_single,
    main,
    parse_command_line,
    setuptools_main,
)
from cyrite.build.options import CompilationOptions, default_options
from cyrite.errors import CompileError

from .. import __version__ as version
from .Errors import PyrexError

__all__ = [
    "CompilationOptions",
    "CompilationResult",
    "CompilationResultSet",
    "CompileError",
    "PyrexError",
    "compile",
    "compile_multiple",
    "compile_single",
    "default_options",
    "main",
    "parse_command_line",
    "setuptools_main",
    "version",
]

if __name__ == "__main__":
    main(command_line=1)

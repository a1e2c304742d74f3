"""Cython.Compiler.CmdLine: parse_command_line()."""

from cyrite.build.main_program import create_cython_argparser, parse_command_line

__all__ = ["create_cython_argparser", "parse_command_line"]

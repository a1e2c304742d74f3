"""Cython.Build.Cythonize: the cythonize command."""

import sys

from cyrite.build.command_line import create_args_parser, main, parse_args, run

__all__ = ["create_args_parser", "main", "parse_args"]

if __name__ == "__main__":
    sys.exit(run())

"""Cython.Build.Inline: cython.inline and cython.compile."""

from cyrite.build.inlining import RuntimeCompiledFunction, cython_inline, safe_type, unsafe_type

__all__ = ["RuntimeCompiledFunction", "cython_inline", "safe_type", "unsafe_type"]

"""The compiler and linker arguments that turn OpenMP on."""
from __future__ import annotations

import sys
from typing import Any, List, Tuple


def openmp_flags(platform: str = sys.platform) -> Tuple[List[str], List[str]]:
    """(extra_compile_args, extra_link_args) for prange and parallel()."""
    if platform == "win32":
        return ["/openmp"], []
    if platform == "darwin":  # Apple's clang; libomp comes from Homebrew or conda
        return ["-Xpreprocessor", "-fopenmp"], ["-lomp"]
    return ["-fopenmp"], ["-fopenmp"]


def add_openmp(extension: Any) -> None:
    """Add the OpenMP arguments to an Extension that lacks them."""
    compile_args, link_args = openmp_flags()
    if not set(compile_args) <= set(extension.extra_compile_args or []):
        extension.extra_compile_args = list(extension.extra_compile_args or []) + compile_args
    if not set(link_args) <= set(extension.extra_link_args or []):
        extension.extra_link_args = list(extension.extra_link_args or []) + link_args

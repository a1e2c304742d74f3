"""The module that builds share among others (``cythonize(shared_utility_qualified_name="pkg.shared")``).

Cython keeps there what several modules need. Our modules carry that themselves, so the shared module only has
to exist: it is written, builds and imports, and holds nothing.
"""
from __future__ import annotations

import os
import subprocess
from typing import Any, Optional

from ..errors import CompileError
from ..locate import get_executable


def is_shared_module(extension: Any, name: Optional[str]) -> bool:
    return bool(name) and extension.name == name


def write_shared_module(extension: Any, build_dir: Optional[str]) -> None:
    """Write the C file of the Extension: its source, below build_dir, or beside the package it names."""
    sources = [os.fspath(source) for source in extension.sources]
    path = sources[0] if sources else extension.name.replace(".", os.sep) + ".c"
    if sources and build_dir:
        path = os.path.join(build_dir, path)
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    done = subprocess.run([get_executable(), "--module-name", extension.name, "--generate-shared", path],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise CompileError(message=path, source=path, messages=done.stdout.decode("utf-8", "replace"), status=done.returncode)
    extension.sources = [path] + sources[1:]

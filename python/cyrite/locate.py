"""Where the native executable, its data, the compat folder and the version are.

The order of the places is described in docs/decisions/data_directory.md; the executable looks for its
data in the same order.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import Iterator, Optional

from .errors import CyriteError

PACKAGE = Path(__file__).resolve().parent
EXECUTABLE_NAME = "cyrite.exe" if os.name == "nt" else "cyrite"


def source_checkout() -> Optional[Path]:
    """The root of the source tree if this package is used from one, else None."""
    root = PACKAGE.parent.parent
    return root if PACKAGE.parent.name == "python" and (root / "CMakeLists.txt").is_file() else None


def get_version() -> str:
    """The version of the package (written once, in CMakeLists.txt)."""
    try:
        from ._version import version

        return version
    except ImportError:
        pass
    root = source_checkout()
    if root is not None:
        found = re.search(r"project\(cyrite VERSION ([0-9.]+)", (root / "CMakeLists.txt").read_text("utf-8"))
        if found:
            return found.group(1)
    return "0+unknown"


def get_data_dir() -> str:
    """The folder with includes/, runtime/, templates/ and cmake/."""
    override = os.environ.get("CYRITE_DATA_DIR")
    if override:
        return override
    if (PACKAGE / "data" / "includes").is_dir():
        return str(PACKAGE / "data")
    root = source_checkout()
    if root is not None:
        return str(root)
    for parent in PACKAGE.parents:
        if (parent / "share" / "cyrite" / "includes").is_dir():
            return str(parent / "share" / "cyrite")
    raise CyriteError(f"the data folder of cyrite is missing beside {PACKAGE}: reinstall the package")


def get_cmake_dir() -> str:
    """The folder with CyriteConfig.cmake, for CMAKE_PREFIX_PATH or Cyrite_ROOT."""
    data = Path(get_data_dir()) / "cmake"
    if (data / "CyriteConfig.cmake").is_file():
        return str(data)
    root = source_checkout()
    if root is not None:
        for build in _build_folders(root):
            if (build / "cmake" / "CyriteConfig.cmake").is_file():
                return str(build / "cmake")
    return str(data)


def get_compat_dir() -> str:
    """The folder that stands in for Cython: put it on PYTHONPATH and its bin/ on PATH."""
    return str(PACKAGE / "compat")


def _build_folders(root: Path) -> Iterator[Path]:
    for folder in sorted(root.glob("build*")):
        yield folder
        for inner in sorted(folder.iterdir()) if folder.is_dir() else ():
            if (inner / "CMakeCache.txt").is_file():
                yield inner


def _scripts_from_record() -> Iterator[Path]:
    """The installed executable as pip noted it, whatever scheme (venv, --user, --target) was used."""
    site = PACKAGE.parent
    for record in sorted(site.glob("cyrite-*.dist-info/RECORD")):
        for line in record.read_text("utf-8").splitlines():
            name = line.split(",", 1)[0].strip('"')
            if name.replace("\\", "/").rsplit("/", 1)[-1] == EXECUTABLE_NAME and "compat" not in name:
                yield Path(os.path.normpath(site / name))


def _candidates() -> Iterator[Path]:
    yield from _scripts_from_record()
    site = PACKAGE.parent
    yield site / "bin" / EXECUTABLE_NAME  # pip install --target
    for parent in list(site.parents)[:4]:  # <prefix>/lib/python3.x/site-packages
        yield parent / ("Scripts" if os.name == "nt" else "bin") / EXECUTABLE_NAME
    root = source_checkout()
    if root is not None:
        for build in _build_folders(root):
            yield build / EXECUTABLE_NAME
            yield build / "transpiler" / EXECUTABLE_NAME
            yield build / "bin" / EXECUTABLE_NAME


def get_executable() -> str:
    """The native ``cyrite``: $CYRITE_EXECUTABLE, beside this package, a build folder, PATH."""
    override = os.environ.get("CYRITE_EXECUTABLE")
    if override:
        return override
    for candidate in _candidates():
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return str(candidate)
    on_path = shutil.which("cyrite")
    if on_path:
        return on_path
    raise CyriteError(
        "the cyrite executable was not found: install the package with `pip install .`, "
        "or name it in the environment variable CYRITE_EXECUTABLE"
    )


def search_path() -> "list[str]":
    """Folders of this Python's sys.path that may hold .pxd files of installed packages."""
    return [entry for entry in sys.path if entry and os.path.isdir(entry)]

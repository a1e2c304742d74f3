"""The build backend: scikit-build-core, plus one folder that it never packs.

The compat folder holds the metadata of the distribution that it stands in for (Cython-3.3.1.dist-info).
scikit-build-core leaves every *.dist-info out of a wheel, so it is added to the finished wheel here.
"""

from __future__ import annotations

import base64
import hashlib
import os
import zipfile
from typing import Any, Dict, Optional

from scikit_build_core import build as _backend
from scikit_build_core.build import (  # noqa: F401 - the backend's other hooks
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

_FOLDER = "cyrite/compat/Cython-3.3.1.dist-info"
_SOURCE = os.path.join(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python", *_FOLDER.split("/")
)


def _added_files() -> Dict[str, bytes]:
    files = {}
    for name in sorted(os.listdir(_SOURCE)):
        with open(os.path.join(_SOURCE, name), "rb") as file:
            files[f"{_FOLDER}/{name}"] = file.read()
    return files


def _record_line(name: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")
    return f"{name},sha256={digest},{len(content)}\n"


def add_to_wheel(path: str) -> None:
    """Rewrite the wheel with the folder in it and in its RECORD."""
    added = _added_files()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path + ".tmp", "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename.count("/") == 1 and item.filename.endswith(".dist-info/RECORD"):
                content = "".join(_record_line(*each) for each in added.items()).encode("utf-8") + content
            new.writestr(item, content)
        for name, content in added.items():
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    os.replace(path + ".tmp", path)


def build_wheel(
    wheel_directory: str,
    config_settings: Optional[Dict[str, Any]] = None,
    metadata_directory: Optional[str] = None,
) -> str:
    name = _backend.build_wheel(wheel_directory, config_settings, metadata_directory)
    add_to_wheel(os.path.join(wheel_directory, name))
    return name


def build_editable(
    wheel_directory: str,
    config_settings: Optional[Dict[str, Any]] = None,
    metadata_directory: Optional[str] = None,
) -> str:
    name = _backend.build_editable(wheel_directory, config_settings, metadata_directory)
    add_to_wheel(os.path.join(wheel_directory, name))
    return name

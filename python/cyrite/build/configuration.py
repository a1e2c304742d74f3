"""``[tool.cyrite]`` (or ``[tool.cython]``) in pyproject.toml: defaults for cythonize()."""
from __future__ import annotations

import importlib
import os
import warnings
from typing import Any, Dict, Optional

# Python 3.11 has tomllib; before it, whatever reader happens to be there.
_READERS = ("tomllib", "tomli", "setuptools._vendor.tomli", "pip._vendor.tomli")
_ARGUMENTS = ("exclude", "nthreads", "aliases", "quiet", "force", "language", "exclude_failures",
              "show_all_warnings")
_RENAMED = {"directives": "compiler_directives"}


def _reader() -> Any:
    for name in _READERS:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None


def read(path: str = "pyproject.toml") -> Dict[str, Any]:
    """The options in the project file; both sections may be present, [tool.cyrite] wins."""
    if not os.path.isfile(path):
        return {}
    with open(path, "rb") as file:
        content = file.read()
    if b"tool.cyrite" not in content and b"tool.cython" not in content:
        return {}
    reader = _reader()
    if reader is None:
        warnings.warn(f"{path}: [tool.cyrite] is not read, because this Python has no TOML reader; "
                      "install tomli", stacklevel=2)
        return {}
    tool = reader.loads(content.decode("utf-8")).get("tool", {})
    merged: Dict[str, Any] = {}
    for section in ("cython", "cyrite"):
        for key, value in tool.get(section, {}).items():
            key = key.replace("-", "_")
            key = _RENAMED.get(key, key)
            if isinstance(value, dict) and isinstance(merged.get(key), dict):
                value = {**merged[key], **_flat(value)} if key == "compiler_directives" else {**merged[key], **value}
            elif key == "compiler_directives":
                value = _flat(value)
            merged[key] = value
    _check(merged, path)
    return merged


def _flat(table: Dict[str, Any], prefix: str = "") -> Dict[str, Any]:
    """TOML reads ``warn.unused = true`` as nested tables; directives have dotted names."""
    flat: Dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat


def _check(values: Dict[str, Any], path: str) -> None:
    from .options import EXTRA_OPTIONS, default_options
    for key in list(values):
        if key not in default_options and key not in EXTRA_OPTIONS and key not in _ARGUMENTS and key != "modules":
            warnings.warn(f"{path}: unknown option '{key}' in [tool.cyrite] is ignored", stacklevel=3)
            del values[key]


def defaults(given: Dict[str, Any], path: str = "pyproject.toml") -> Dict[str, Any]:
    """The project's options that a call has not given itself; directives are joined name by name."""
    values = read(path)
    values.pop("modules", None)
    result: Dict[str, Any] = {}
    for key, value in values.items():
        if key == "compiler_directives":
            result[key] = {**value, **(given.get(key) or {})}
        elif given.get(key) in (None, False, 0, "") or key not in given:
            result[key] = value
    return result


def modules(path: str = "pyproject.toml") -> Optional[Any]:
    """The ``modules`` of the project file: the patterns that a call without sources builds."""
    return read(path).get("modules")

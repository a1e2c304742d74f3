"""Whether an output is up to date: a small record per output of what it was made from.

The record holds the arguments, the compiler, and every file the compiler read with its size, time and
hash. A file that was only touched does not cause work; a .pxd that appears beside the source does.
"""
from __future__ import annotations

import hashlib
import json
import os
from typing import Any, Dict, List, Optional, Sequence

RECORDS = os.path.join("build", ".cyrite")


def _facts(path: str) -> Optional[List[Any]]:
    try:
        stat = os.stat(path)
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return None
    return [stat.st_size, stat.st_mtime_ns, digest]


def record_path(output: str, folder: Optional[str] = None) -> str:
    name = hashlib.sha256(os.path.abspath(output).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    stem = os.path.basename(output)
    return os.path.join(folder or RECORDS, f"{stem}.{name}.json")


def _watched(source: str, dependencies: Sequence[str]) -> List[str]:
    """The files to watch, with those that would be read if they existed."""
    beside = os.path.splitext(source)[0] + ".pxd"
    return list(dict.fromkeys([source, *dependencies, beside]))


def write(output: str, source: str, fingerprint: Sequence[str], dependencies: Sequence[str],
          folder: Optional[str] = None) -> None:
    record = {
        "output": _facts(output),
        "fingerprint": list(fingerprint),
        "dependencies": list(dependencies),
        "files": {path: _facts(path) for path in _watched(source, dependencies)},
    }
    path = record_path(output, folder)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + ".tmp", "w", encoding="utf-8", errors="surrogateescape") as file:
            json.dump(record, file, indent=1)
        os.replace(path + ".tmp", path)
    except OSError:
        pass  # a read-only tree: the next run transpiles again


def read(output: str, folder: Optional[str] = None) -> Optional[Dict[str, Any]]:
    try:
        with open(record_path(output, folder), encoding="utf-8", errors="surrogateescape") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def _unchanged(path: str, known: Optional[List[Any]]) -> bool:
    try:
        stat = os.stat(path)
    except OSError:
        return known is None
    if known is None or stat.st_size != known[0]:
        return False
    return stat.st_mtime_ns == known[1] or _facts(path)[2] == known[2]  # type: ignore[index]


def reason_to_compile(output: str, source: str, fingerprint: Sequence[str],
                      folder: Optional[str] = None) -> Optional[str]:
    """Why the output must be made again ("it changed", "it depends on x.pxd"), or None."""
    record = read(output, folder)
    if record is None or not os.path.exists(output) or not _unchanged(output, record["output"]):
        return "it changed"
    if record["fingerprint"] != list(fingerprint):
        return "its options changed"
    for path, known in record["files"].items():
        if not _unchanged(path, known):
            return "it changed" if path == source else f"it depends on {path}"
    return None

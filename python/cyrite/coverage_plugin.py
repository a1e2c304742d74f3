"""The plugin of coverage.py for compiled modules: `plugins = cyrite.coverage_plugin` (or `Cython.Coverage`) in its configuration.

What runs is known for modules compiled with ``linetrace=True``; which lines could run is asked of the compiler when the
report is made (``cyrite report --json``), so the sources have to be there. Lines that match ``exclude_lines`` of the
configuration are left out, and with the line that opens a block its block.
"""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
from importlib.machinery import EXTENSION_SUFFIXES
from typing import Any, Dict, FrozenSet, Iterable, List, Optional, Set

from coverage.plugin import CoveragePlugin, FileReporter, FileTracer

from .locate import get_executable, search_path

SUFFIXES = (".pyx", ".pxd", ".pxi")


def is_compiled(filename: str) -> bool:
    """Files that only this compiler reads, and a .py file with the extension module of its name beside it."""
    stem, suffix = os.path.splitext(filename)
    if suffix == ".py":
        return any(os.path.exists(stem + ending) for ending in EXTENSION_SUFFIXES)
    return suffix in SUFFIXES


class Plugin(CoveragePlugin):
    """Claims the files that were compiled; other .py files stay with coverage.py itself."""

    def __init__(self, include_path: Iterable[str] = ()) -> None:
        self._include_path = [folder for folder in include_path if folder]
        self._excluded: List[str] = []
        self._statements: Dict[str, Set[int]] = {}  # by the real path of a file

    def configure(self, config: Any) -> None:
        self._excluded = list(config.get_option("report:exclude_lines") or [])

    def file_tracer(self, filename: str) -> Optional[FileTracer]:
        return Tracer(filename) if is_compiled(filename) and os.path.exists(filename) else None

    def file_reporter(self, filename: str) -> FileReporter:
        return Reporter(filename, self._lines_of(filename), self._excluded)

    def _lines_of(self, filename: str) -> Set[int]:
        path = os.path.realpath(filename)
        if path not in self._statements:
            modules = [path] if path.endswith((".pyx", ".py")) else self._neighbours(path)
            for module in modules:
                for name, lines in statements_of(module, tuple(self._include_path)).items():
                    self._statements.setdefault(os.path.realpath(name), set()).update(lines)
        return self._statements.get(path, set())

    @staticmethod
    def _neighbours(path: str) -> List[str]:
        """The modules that may include or cimport a .pxi or .pxd: those of its folder and of the one above."""
        folder = os.path.dirname(path)
        return [
            os.path.join(place, name)
            for place in (folder, os.path.dirname(folder))
            for name in sorted(os.listdir(place))
            if name.endswith(".pyx")
        ]


class Tracer(FileTracer):
    def __init__(self, filename: str) -> None:
        self._filename = filename

    def source_filename(self) -> str:
        return self._filename


class Reporter(FileReporter):
    def __init__(self, filename: str, lines: Set[int], excluded: List[str]) -> None:
        super().__init__(filename)
        self._lines = lines
        self._pattern = "|".join("(?:%s)" % pattern for pattern in excluded)

    def lines(self) -> Set[int]:
        return self._lines - self.excluded_lines()

    def excluded_lines(self) -> Set[int]:
        return excluded_lines(self.source(), self._pattern) if self._pattern else set()


def excluded_lines(source: str, pattern: str) -> Set[int]:
    """The lines that match the pattern, and those that stand deeper below one that ends in a colon."""
    found: Set[int] = set()
    block: Optional[int] = None  # how deep the line stands whose block is left out
    for number, line in enumerate(source.splitlines(), 1):
        text = line.strip()
        if not text:
            continue
        depth = len(line) - len(line.lstrip())
        if block is not None and depth <= block:
            block = None
        if block is not None:
            found.add(number)
        elif re.search(pattern, line):
            found.add(number)
            if text.split("#")[0].rstrip().endswith(":"):
                block = depth
    return found


@functools.lru_cache(maxsize=None)
def statements_of(source: str, include_path: "tuple[str, ...]" = ()) -> "Dict[str, FrozenSet[int]]":
    """The lines of statements in a module's file and in those it includes, by path; nothing for a module with errors."""
    command = [get_executable(), "report", "--json", source]
    command += ["-I" + folder for folder in include_path]
    for folder in search_path():
        command += ["--installed", folder]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0:
        return {}
    return {path: frozenset(lines) for path, lines in json.loads(done.stdout)["statements"].items()}


def coverage_init(registry: Any, options: Dict[str, str]) -> None:
    """Called by coverage.py. `include_path` in the plugin's section of the configuration: folders for cimports."""
    plugin = Plugin(re.split(r"[\s,]+", options.get("include_path", "")))
    registry.add_configurer(plugin)
    registry.add_file_tracer(plugin)

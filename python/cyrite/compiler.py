"""Runs the native executable on one source."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import List, Optional, Sequence

from .errors import CompileError
from .locate import get_executable, search_path


class Result:
    """What one run of the compiler left: status, its messages, the files it read."""

    def __init__(self, source: str, output: str, status: int, messages: str) -> None:
        self.source = source
        self.output = output
        self.status = status
        self.messages = messages


def identity() -> str:
    """Text that changes when another compiler is installed: outputs of the old one are not up to date."""
    path = get_executable()
    try:
        stat = os.stat(path)
    except OSError:
        return path
    return f"{path}:{stat.st_size}:{stat.st_mtime_ns}"


def transpile(
    source: str,
    output: str,
    arguments: Sequence[str] = (),
    *,
    module_name: Optional[str] = None,
    depfile: bool = True,
    cwd: Optional[str] = None,
    as_cython: bool = False,
) -> Result:
    """Run ``cyrite SOURCE -o OUTPUT``; raises nothing for errors in the source, see Result.status."""
    command: List[str] = [get_executable()]
    if as_cython:
        command.append("--as-cython")
    command += arguments
    # Packages of this Python may ship .pxd files; they come after the folders that were asked for.
    for folder in search_path():
        command += ["--installed", folder]
    if module_name:
        command += ["--module-name", module_name]
    if depfile:
        command.append("-M")
    command += [source, "-o", output]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=cwd,
        check=False,
    )
    return Result(source, output, done.returncode, done.stdout.decode("utf-8", "replace"))


def raise_failure(result: Result) -> None:
    """Raise CompileError for a failed run (after a crash, with its signal or status)."""
    if result.status == 0:
        return
    messages = result.messages
    if result.status < 0 or result.status > 2:
        messages += f"\nthe compiler ended with status {result.status}; this is a fault of the compiler\n"
    raise CompileError(message=result.source, source=result.source, messages=messages, status=result.status)


def show(result: Result) -> None:
    """Print the compiler's messages where it would have printed them itself."""
    if result.messages:
        sys.stdout.flush()
        sys.stderr.write(result.messages)
        sys.stderr.flush()


def read_depfile(path: str) -> List[str]:
    """The prerequisites in a make-syntax depfile (backslash escapes spaces and joins lines)."""
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        text = file.read().replace("\\\n", " ")
    names: List[str] = []
    for line in text.splitlines():
        colon = line.find(": ")
        if colon < 0 and line.rstrip().endswith(":"):
            continue
        names += _split_words(line[colon + 1 :])
    return list(dict.fromkeys(names))


def _split_words(text: str) -> List[str]:
    words: List[str] = []
    word = ""
    position = 0
    while position < len(text):
        char = text[position]
        following = text[position + 1 : position + 2]
        if char == "\\" and following in (" ", "#", "\\", ":"):
            word += following
            position += 2
            continue
        if char == "$" and following == "$":
            word += "$"
            position += 2
            continue
        if char.isspace():
            if word:
                words.append(word)
            word = ""
        else:
            word += char
        position += 1
    if word:
        words.append(word)
    return words

"""What must be refused is refused clearly: file:line:col, what, what to do; exit 1 (2 for usage); nothing written, nothing crashed."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Tuple

import pytest

import cyrite

# name: (files, the line that is reported, words of the message); the first file is compiled
PROGRAMS: Dict[str, Tuple[Dict[str, bytes], str, str]] = {
    "missing file": ({}, "a.pyx:1:1", "No such file or directory: 'a.pyx'"),
    "not UTF-8": ({"a.pyx": b"x = 1\ny = '\xff'\n"}, "a.pyx:2:6", "not UTF-8: save the file as UTF-8"),
    "NUL byte": ({"a.pyx": b"x = 1\0\n"}, "a.pyx:1:6", "NUL"),
    "mixed tabs": ({"a.pyx": b"def f():\n\tif 1:\n        return 2\n"}, "a.pyx:3:", "indent"),
    "unknown directive in a comment": ({"a.pyx": b"# cython: no_such=True\nx = 1\n"}, "a.pyx:1:11", "no_such"),
    "unknown directive": ({"a.pyx": b"cimport cython\n@cython.no_such(True)\ndef f(): pass\n"}, "a.pyx:2:", "no_such"),
    "wrong value of a directive": ({"a.pyx": b"# cython: boundscheck=perhaps\nx = 1\n"}, "a.pyx:1:", "boundscheck"),
    "missing module": ({"a.pyx": b"x = 1\ncimport nowhere\n"}, "a.pyx:2:9", "nowhere.pxd"),
    "missing include": ({"a.pyx": b'include "b.pxi"\n'}, "a.pyx:1:1", "b.pxi"),
    "include cycle": (
        {"a.pyx": b'include "b.pxi"\n', "b.pxi": b'x = 1\ninclude "c.pxi"\n', "c.pxi": b'\n\ninclude "b.pxi"\n'},
        "c.pxi:3:1",
        "includes itself",
    ),
    "a file that includes itself twice": ({"a.pyx": b'include "a.pyx"\ninclude "a.pyx"\n'}, "a.pyx:1:1", "includes itself"),
    "used before its declaration": ({"a.pyx": b"def f():\n    x = y\n    cdef int y = 1\n    return x\n"}, "a.pyx:3:", "used before"),
    "Python without the GIL": ({"a.pyx": b"def f(o):\n    with nogil:\n        o.append(1)\n"}, "a.pyx:3:9", "'append'; use C types, or put it into 'with gil'"),
    "wrong type of an argument": ({"a.pyx": b"cdef int *p\ncdef f(int x): pass\ndef g():\n    f(p)\n"}, "a.pyx:4:7", "cannot convert 'int *' to 'int'"),
    "unfinished text": ({"a.pyx": b'x = """never ends\n'}, "a.pyx:1:", ""),
    "nothing but brackets": ({"a.pyx": b"(" * 3000}, "a.pyx:1:", ""),
}


def put(project: Any, files: Dict[str, bytes]) -> None:
    for name, text in files.items():
        (project.folder / name).write_bytes(text)


def written(project: Any, files: Dict[str, bytes]) -> list:
    return [name for name in project.names("**/*") if name not in files]


@pytest.mark.parametrize("name", sorted(PROGRAMS))
@pytest.mark.parametrize("command", ["", "build", "check", "report"])
def test_refused(project: Any, name: str, command: str) -> None:
    files, place, words = PROGRAMS[name]
    put(project, files)
    out = project.run(cyrite.get_executable(), *command.split(), "a.pyx", status=1).stdout
    reports = [line for line in out.splitlines() if ": error: " in line]
    assert any(line.startswith(place) and words in line for line in reports), out
    assert all(re.match(r".*:\d+:\d+: error: .+ \[\w+\]$", line) for line in reports), out
    if not files or b"\0" not in b"".join(files.values()):
        assert "Traceback" not in out and "terminate" not in out
    assert [each for each in written(project, files) if each not in ("build", "build/cyrite")] == []


def test_a_file_name_that_is_no_module_name(project: Any) -> None:
    put(project, {"a-b.pyx": b"x = 1\n"})
    out = project.run(cyrite.get_executable(), "a-b.pyx", status=1).stdout
    assert out.startswith("a-b.pyx:1:1: error: 'a-b' is not a valid module name")
    assert project.names("*") == ["a-b.pyx"]
    project.run(cyrite.get_executable(), "--module-name", "a_b", "a-b.pyx")


def test_a_folder_is_no_source(project: Any) -> None:
    (project.folder / "a.pyx").mkdir()
    out = project.run(cyrite.get_executable(), "a.pyx", status=1).stdout
    assert "a.pyx:1:1: error: cannot read this file: it is a folder" in out


@pytest.mark.parametrize(
    "arguments", [["--no-such-flag", "a.pyx"], ["a.pyx", "-I"], ["--format", "xml", "a.pyx"], [], ["a.pyx", "b.pyx", "-o", "one.cpp"]]
)
def test_usage(project: Any, arguments: list) -> None:
    put(project, {"a.pyx": b"x = 1\n", "b.pyx": b"x = 1\n"})
    out = project.run(cyrite.get_executable(), *arguments, status=2).stdout
    assert out and project.names("*") == ["a.pyx", "b.pyx"]


def test_all_errors_at_once_and_an_old_output_goes(project: Any) -> None:
    put(project, {"a.pyx": b"x = 1\n"})
    project.run(cyrite.get_executable(), "a.pyx")
    assert project.names("*.cpp") == ["a.cpp"]
    put(project, {"a.pyx": b"cimport nowhere\ndef f():\n    return undefined_name\ndef g():\n    cdef int x = 'ab'\n    break\n"})
    out = project.run(cyrite.get_executable(), "a.pyx", status=1).stdout
    assert {int(line.split(":")[1]) for line in out.splitlines() if ": error: " in line} == {1, 3, 5, 6}
    assert project.names("a.cpp*") == []


def test_messages_for_programs(project: Any) -> None:
    wrong = b"def f(o):\n    with nogil:\n        o.append(1)\n"
    put(project, {"a.pyx": wrong, "b.pyx": b"x = 1\n", "c.pyx": wrong})
    found = json.loads(project.run(cyrite.get_executable(), "--format", "json", "a.pyx", "b.pyx", "c.pyx", status=1).stdout)
    assert [(each["file"], each["line"], each["column"], each["severity"], each["id"]) for each in found] == [
        ("a.pyx", 3, 9, "error", "needs_gil"),
        ("c.pyx", 3, 9, "error", "needs_gil"),
    ]
    log = json.loads(project.run(cyrite.get_executable(), "--format", "sarif", "a.pyx", "b.pyx", "c.pyx", status=1).stdout)
    assert log["version"] == "2.1.0"
    results = [result for run in log["runs"] for result in run["results"]]
    assert [result["ruleId"] for result in results] == ["needs_gil"] * 2
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (3, 9)
    assert json.loads(project.run(cyrite.get_executable(), "--format", "json", "b.pyx").stdout) == []
    project.run(cyrite.get_executable(), "check", "--format", "json", "a.pyx", status=1)

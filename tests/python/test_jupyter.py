"""The notebook magics in a real kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List

import nbformat
import pytest
from nbclient import NotebookClient

import cyrite


def run_cells(folder: Path, *cells: str) -> List[Any]:
    """The outputs of each cell, run in a fresh kernel."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return [cell["outputs"] for cell in notebook["cells"]]


def text(outputs: Any) -> str:
    parts = [output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in outputs]
    return "".join(parts)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("CYTHON_CACHE_DIR", str(tmp_path / "cache"))
    package_parent = str(Path(cyrite.__file__).resolve().parent.parent)
    if "site-packages" not in package_parent:
        monkeypatch.setenv("PYTHONPATH", package_parent)


SQUARES = "def squares(int n):\n    cdef int i\n    return [i * i for i in range(n)]\n"


def test_cyrite_magic(tmp_path: Path) -> None:
    outputs = run_cells(
        tmp_path,
        "%load_ext cyrite",
        "%%cyrite\n" + SQUARES,
        "squares(4)",
        "%%cyrite -f\n" + SQUARES.replace("i * i", "i + i"),
        "squares(4)",
    )
    assert text(outputs[2]) == "[0, 1, 4, 9]"
    assert text(outputs[4]) == "[0, 2, 4, 6]"


def test_annotation_is_shown_inline(tmp_path: Path) -> None:
    outputs = run_cells(tmp_path, "%load_ext cyrite", "%%cyrite -a\n" + SQUARES)
    [html] = [output["data"]["text/html"] for output in outputs[1] if "text/html" in output.get("data", {})]
    assert "squares" in html and "<iframe" in html


def test_cython_magic_where_cython_is_absent(tmp_path: Path) -> None:
    outputs = run_cells(tmp_path, "%load_ext cyrite", "%%cython --annotate\n" + SQUARES, "squares(3)")
    assert text(outputs[2]) == "[0, 1, 4]"


def test_options(tmp_path: Path) -> None:
    (tmp_path / "include").mkdir()
    (tmp_path / "include" / "seven.h").write_text("#define SEVEN 7\n")
    cell = (
        "%%cyrite -+ -3 -n my_module -I include -l m -c=-O1 --link-args=-lm\n"
        "from libcpp.vector cimport vector\n"
        'cdef extern from "seven.h":\n    int SEVEN\n'
        "def seven():\n    cdef vector[int] v\n    v.push_back(SEVEN)\n    return v[0]\n"
    )
    outputs = run_cells(tmp_path, "%load_ext cyrite", cell, "import my_module; my_module.seven(), seven()")
    assert text(outputs[2]) == "(7, 7)"


def test_errors_are_shown(tmp_path: Path) -> None:
    outputs = run_cells(tmp_path, "%load_ext cyrite", "%%cyrite\ndef f(:\n    pass\n")
    assert ".pyx:1" in text(outputs[1])


def test_inline_magic(tmp_path: Path) -> None:
    outputs = run_cells(tmp_path, "%load_ext cyrite", "a = 20", "%%cyrite_inline\nreturn a * 2 + 2")
    assert text(outputs[2]) == "42"


def test_profile_guided(tmp_path: Path) -> None:
    outputs = run_cells(
        tmp_path, "%load_ext cyrite", "%%cyrite --pgo\n" + SQUARES + "squares(100)\n", "squares(3)"
    )
    assert text(outputs[2]) == "[0, 1, 4]"

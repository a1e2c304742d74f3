"""The sample projects: source archive and wheel built, installed and used; the notebook run in a kernel."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import cyrite

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

USES = {
    "setuptools_project": "from signal_tools import moving_average as f\nimport numpy as np\n"
    "print(f(np.arange(6.0), 3).tolist() == [1.0, 2.0, 3.0, 4.0])",
    "cmake_project": "from grid_tools.flood import region_size as f\nimport numpy as np\n"
    "print(f(np.array([[1, 1, 0], [0, 1, 0]], np.uint8), 0, 0) == 3)",
    "meson_project": "from text_tools.counting import count_lines as f\nprint(f(b'a\\nb') == 2)",
}


@pytest.mark.parametrize("name", sorted(USES))
def test_project_builds_installs_and_works(project: Any, name: str) -> None:
    for program in ("build", "scikit_build_core", "mesonpy"):
        pytest.importorskip(program)
    ignored = shutil.ignore_patterns("build", "dist", "*.so", "*.html", "*.egg-info")
    shutil.copytree(SAMPLES / name, project.folder / name, ignore=ignored)
    parent = str(Path(cyrite.__file__).resolve().parent.parent)
    compat = os.path.join(cyrite.get_compat_dir(), "bin")
    scripts = os.path.dirname(sys.executable)
    project.env["PATH"] = os.pathsep.join([compat, scripts, project.env["PATH"]])
    project.env["PYTHONPATH"] = parent if "site-packages" not in parent else ""
    project.env["CMAKE_ARGS"] = f"-DCyrite_DIR={cyrite.get_cmake_dir()}"
    if name == "meson_project":  # meson makes source archives of what git knows
        git = ["git", "-C", name, "-c", "user.name=test", "-c", "user.email=test@example.org"]
        for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "all"]):
            project.run(*git, *arguments)
    # Without -w or -s: the wheel is built from the source archive, so that one is complete.
    project.run(sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check", "-o", "dist", name)
    assert len(project.names("dist/*.tar.gz")) == 1
    [wheel] = project.names("dist/*.whl")
    project.run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", "out", wheel)
    use = "import sys; sys.path.insert(0, 'out')\n" + USES[name]
    assert project.python(use).strip() == "True"


def test_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("CYTHON_CACHE_DIR", str(tmp_path / "cache"))
    parent = str(Path(cyrite.__file__).resolve().parent.parent)
    if "site-packages" not in parent:
        monkeypatch.setenv("PYTHONPATH", parent)
    notebook = nbformat.read(SAMPLES / "notebook" / "cyrite.ipynb", as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    shown = [out for cell in notebook.cells if cell.cell_type == "code" for out in cell["outputs"]]
    assert any("text/html" in out.get("data", {}) for out in shown)
    assert any(out.get("data", {}).get("text/plain") == "499500.0" for out in shown)


def test_ctypes_and_cffi_give_the_same(project: Any) -> None:
    pytest.importorskip("cffi")
    for name in ("c_library", "ctypes_cffi"):
        shutil.copytree(SAMPLES / name, project.folder / name, ignore=shutil.ignore_patterns("*.so", "*.html"))
    project.run(cyrite.get_executable(), "build", "c_library/c_library.pyx")
    out = project.run(sys.executable, "ctypes_cffi/compare.py").stdout
    assert len({line.rsplit(" ", 1)[1] for line in out.splitlines()}) == 1 and len(out.splitlines()) == 4


@pytest.mark.parametrize("package", ["ctypes", "cffi", "numba", "scipy"])
def test_c_functions_between_packages(project: Any, package: str) -> None:
    pytest.importorskip(package)
    shutil.copytree(SAMPLES / "numba_bridge", project.folder / "bridge", ignore=shutil.ignore_patterns("*.so"))
    project.run(cyrite.get_executable(), "build", "bridge/numba_bridge.pyx")
    project.run(sys.executable, "-c", f"import sys; sys.path.insert(0, 'bridge'); import bridge; bridge.with_{package}(); sys.exit(len(bridge.WRONG))")

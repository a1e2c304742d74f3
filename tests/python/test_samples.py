"""The sample projects: source archive and wheel built, installed and used; the notebook run in a kernel."""

from __future__ import annotations

import os
import shutil
import subprocess
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


# In a process of its own: builds nothing, runs each row of one sample and compares; then looks whether memory or references grow.
CHECK_ROWS = """
import gc, sys
name, folder = sys.argv[1:]
sys.path.insert(0, folder)
import numpy as np
import demo, plain
module = demo.load(name)
library = plain.build_library(demo.BUILD)
for row in module.rows():
    wanted = (row.expected or row.python or row.numpy)()
    assert demo.agrees(row.compiled(), wanted), row.name
    if row.numpy:
        assert demo.agrees(row.numpy(), wanted), row.name + " by NumPy"
    if row.native:
        assert demo.agrees(plain.by_ctypes(library, row.native)(), wanted), row.name + " in C++"
for toggle in module.toggles() if hasattr(module, "toggles") else ():
    assert demo.agrees(toggle.safe(), toggle.fast()), toggle.name

watched = [None, True, False, np, np.ndarray, np.empty, float, int, list, ValueError]
def now():
    gc.collect()
    return [sys.getrefcount(each) for each in watched] + [sys.getallocatedblocks()]
quick = [row.compiled for row in module.rows() if not row.name.startswith("gaussian")]
def rounds(count):
    for _ in range(count):
        for function in quick:
            function()
rounds(5)
before = now()
rounds(20)
grown = [new - old for old, new in zip(before, now())]
assert max(abs(each) for each in grown[:-1]) < 10 and grown[-1] < 20, grown
print("good")
"""


@pytest.fixture(scope="session")
def built_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "samples"
    shutil.copytree(SAMPLES, folder, ignore=shutil.ignore_patterns("build", "dist", "*.so", "*.html", "*.egg-info"))
    names = sorted(path.parent.name for path in folder.glob("*/sample.py"))
    command = [cyrite.get_executable(), "build", "--annotate", "--python", sys.executable, "--compile-arg=-w", "--compile-arg=-O1"]
    subprocess.run(command + [f"{name}/{name}.pyx" for name in names], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("name", sorted(path.parent.name for path in SAMPLES.glob("*/sample.py")))
@pytest.mark.parametrize("flags", [[], ["-X", "dev", "-W", "error"]], ids=["", "dev"])
def test_sample_is_right_and_keeps_nothing(project: Any, built_samples: Path, name: str, flags: list) -> None:
    project.file("check.py", CHECK_ROWS)
    project.env.update(OMP_NUM_THREADS="2", OPENBLAS_NUM_THREADS="1")
    assert project.run(sys.executable, *flags, "check.py", name, str(built_samples)).stdout.strip().endswith("good")
    assert (built_samples / "build" / "cyrite" / name / (name + ".html")).is_file()


def test_each_sample_says_what_it_shows() -> None:
    folders = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir() and any(path.glob("*.md")) or (path / "sample.py").exists())
    listed = (SAMPLES / "README.md").read_text(encoding="utf-8")
    for name in folders:
        assert len((SAMPLES / name / "README.md").read_text(encoding="utf-8")) > 20
        assert f"[{name}]({name})" in listed

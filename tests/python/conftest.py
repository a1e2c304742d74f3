"""Fixtures of the Python package's tests: a project folder, the compat environment, ways to run things.

The tests use the installed package (``pip install .``); from a checkout they use python/cyrite and the
executable of a build folder.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
if importlib.util.find_spec("cyrite") is None:
    sys.path.insert(0, str(CHECKOUT / "python"))

import cyrite  # noqa: E402


class Project:
    """A folder with sources, and commands run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env: Dict[str, str] = {
            **os.environ,
            "CYRITE_EXECUTABLE": cyrite.get_executable(),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        package_parent = str(Path(cyrite.__file__).resolve().parent.parent)
        self.env["PYTHONPATH"] = package_parent if "site-packages" not in package_parent else ""
        self.env.pop("CFLAGS", None)

    def write(self, **files: str) -> "Project":
        for name, text in files.items():
            self.file(name.replace("__", "/").replace("_DOT_", "."), text)
        return self

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def use_compat(self) -> "Project":
        compat = cyrite.get_compat_dir()
        self.env["PYTHONPATH"] = compat  # only that: build isolation may have no cyrite package
        self.env["PATH"] = os.path.join(compat, "bin") + os.pathsep + self.env["PATH"]
        return self

    def run(self, *command: str, status: int = 0, **options: Any) -> subprocess.CompletedProcess:
        done = subprocess.run(
            list(command),
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            **options,
        )
        assert done.returncode == status, f"{command} gave {done.returncode}:\n{done.stdout}"
        return done

    def python(self, code: str, status: int = 0) -> str:
        return self.run(sys.executable, "-c", textwrap.dedent(code), status=status).stdout

    def setup(self, *arguments: str, status: int = 0) -> str:
        return self.run(
            sys.executable, "setup.py", *(arguments or ("build_ext", "--inplace")), status=status
        ).stdout

    def names(self, pattern: str) -> List[str]:
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.glob(pattern))

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def touch_later(self, name: str) -> None:
        """Make a file newer than everything else."""
        newest = max(path.stat().st_mtime for path in self.folder.rglob("*") if path.is_file())
        os.utime(self.folder / name, (newest + 2, newest + 2))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


@pytest.fixture
def compat_module(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Import a module of the compat folder in this process."""
    monkeypatch.syspath_prepend(cyrite.get_compat_dir())

    def load(name: str) -> Any:
        return importlib.import_module(name)

    return load


@pytest.fixture
def needs() -> Callable[[str], str]:
    """The path of a program that a test cannot do without; its absence fails the test, it does not hide it."""

    def find(name: str) -> str:
        path = shutil.which(name, path=os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])
        assert path, f"{name} is not installed; tests/all.sh installs what the tests need"
        return path

    return find

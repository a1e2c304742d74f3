"""Modules of Cyrite and modules compiled by Cython itself cimport from each other: docs/abi.md says what crosses the border."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

SOURCES = Path(__file__).parent / "cython_modules"


# A Python of this one's version that has Cython: tests/all.sh names the one of an environment of its own.
CYTHON_PYTHON = os.environ.get("CYTHON_PYTHON", sys.executable)


def has_cython() -> bool:
    probe = "import Cython.Compiler.Nodes"  # the stand-in of Cyrite has no such module
    return subprocess.run([CYTHON_PYTHON, "-c", probe], capture_output=True).returncode == 0


def transpile(compiler: str, name: str, folder: Path, executable: str) -> None:
    source, output = f"border/{name}.pyx", f"border/{name}.cpp"
    command = [executable, "-3"] if compiler == "cyrite" else [CYTHON_PYTHON, "-m", "cython", "-3", "--cplus"]
    subprocess.run([*command, source, "-o", output], cwd=folder, check=True)
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    cxx = shlex.split(sysconfig.get_config_var("CXX") or "c++")
    include = sysconfig.get_paths()["include"]
    subprocess.run([*cxx, "-std=c++17", "-O0", "-w", "-shared", "-fPIC", f"-I{include}", output, "-o", f"border/{name}{suffix}"],
                   cwd=folder, check=True)


def output_of(provider: str, consumer: str, folder: Path, executable: str) -> str:
    shutil.copytree(SOURCES, folder)
    transpile(provider, "provider", folder, executable)
    transpile(consumer, "consumer", folder, executable)
    return subprocess.run([sys.executable, "check.py"], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What both modules give each other when Cyrite compiles both."""
    import cyrite

    return output_of("cyrite", "cyrite", tmp_path_factory.mktemp("both") / "work", cyrite.get_executable())


def test_both_by_cyrite(expected: str) -> None:
    assert "('hello', 5)" in expected and "negative" in expected


@pytest.mark.skipif(not has_cython(), reason="Cython is not installed")
@pytest.mark.parametrize("provider, consumer", [("cython", "cyrite"), ("cyrite", "cython"), ("cython", "cython")])
def test_modules_of_cython(provider: str, consumer: str, expected: str, tmp_path: Path) -> None:
    import cyrite

    assert output_of(provider, consumer, tmp_path / "work", cyrite.get_executable()) == expected

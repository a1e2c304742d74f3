"""CMake (find_package(Cyrite), cython-cmake) and meson projects, built for real."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cyrite

ADD = "def add(int a, int b):\n    return a + b\n"


def cmake(project: Any, needs: Any, *arguments: str) -> None:
    project.run(
        needs("cmake"),
        "-S",
        ".",
        "-B",
        "made",
        f"-DPython_EXECUTABLE={sys.executable}",
        f"-DCYRITE_EXECUTABLE={cyrite.get_executable()}",
        *arguments,
    )


def found(project: Any, name: str) -> Path:
    [path] = [path for path in project.folder.glob(f"made/**/{name}.*.so")]
    return path


def test_cyrite_add_module(project: Any, needs: Any) -> None:
    project.file(
        "src/mod.pyx",
        'include "v.pxi"\ncdef extern from "helper.h":\n    int helper()\n'
        + ADD
        + "def version(): return V + helper()\n",
    )
    project.file("src/v.pxi", "V = 1\n")
    project.file("src/helper.h", '#ifdef __cplusplus\nextern "C"\n#endif\nint helper(void);\n')
    project.file("src/helper.c", "int helper(void) { return 0; }\n")
    project.file(
        "CMakeLists.txt",
        """
        cmake_minimum_required(VERSION 3.22)
        project(demo LANGUAGES C CXX)
        find_package(Cyrite REQUIRED)
        cyrite_add_module(mod src/mod.pyx src/helper.c MODULE_NAME pkg.mod OPENMP LANGUAGE_LEVEL 3
                          DIRECTIVES boundscheck=False embedsignature=True INSTALL_DIR pkg)
        """,
    )
    cmake(project, needs, f"-DCyrite_DIR={cyrite.get_cmake_dir()}")
    build = [needs("cmake"), "--build", "made"]
    assert "Transpiling" in project.run(*build).stdout
    show = "import sys; sys.path.insert(0, 'made'); import mod; print(mod.add(1, 2), mod.version())"
    assert project.python(show).split() == ["3", "1"]
    assert "Transpiling" not in project.run(*build).stdout
    project.file("src/v.pxi", "V = 5\n")
    project.touch_later("src/v.pxi")
    assert "Transpiling" in project.run(*build).stdout
    assert project.python(show).split() == ["3", "5"]
    project.run(needs("cmake"), "--install", "made", "--prefix", "out")
    assert len(project.names("out/pkg/mod.*.so")) == 1


def test_ninja_uses_the_depfile(project: Any, needs: Any) -> None:
    project.file("mod.pyx", "cimport decl\n" + ADD)
    project.file("decl.pxd", "cdef inline int f(): return 1\n")
    project.file(
        "CMakeLists.txt",
        """
        cmake_minimum_required(VERSION 3.22)
        project(demo LANGUAGES CXX)
        find_package(Cyrite REQUIRED)
        cyrite_add_module(mod mod.pyx)
        """,
    )
    cmake(
        project,
        needs,
        f"-DCyrite_DIR={cyrite.get_cmake_dir()}",
        "-GNinja",
        f"-DCMAKE_MAKE_PROGRAM={needs('ninja')}",
    )
    project.run(needs("cmake"), "--build", "made")
    assert "no work to do" in project.run(needs("cmake"), "--build", "made").stdout
    project.file("decl.pxd", "cdef inline int f(): return 2\n")
    project.touch_later("decl.pxd")
    assert "no work to do" not in project.run(needs("cmake"), "--build", "made").stdout


@pytest.fixture(scope="session")
def cython_cmake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CMake modules of cython-cmake, without the Cython that it depends on."""
    folder = tmp_path_factory.mktemp("cython_cmake")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--target",
            str(folder),
            "cython-cmake>=0.2,<1",
        ],
        check=True,
    )
    return folder / "cython_cmake" / "cmake"


def test_cython_cmake(project: Any, needs: Any, cython_cmake: Path) -> None:
    project.use_compat()
    project.file("mod.pyx", ADD)
    project.file(
        "CMakeLists.txt",
        """
        cmake_minimum_required(VERSION 3.22)
        project(demo LANGUAGES CXX)
        find_package(Python REQUIRED COMPONENTS Interpreter Development.Module)
        include(UseCython)
        cython_transpile(mod.pyx LANGUAGE CXX OUTPUT_VARIABLE made CYTHON_ARGS -3)
        Python_add_library(mod MODULE WITH_SOABI ${made})
        """,
    )
    cython = os.path.join(cyrite.get_compat_dir(), "bin", "cython")
    cmake(
        project,
        needs,
        f"-DCMAKE_MODULE_PATH={cython_cmake}",
        f"-DCYTHON_EXECUTABLE={cython}",
        f"-DCython_EXECUTABLE={cython}",
    )
    project.run(needs("cmake"), "--build", "made")
    assert (
        project.python("import sys; sys.path.insert(0, 'made'); import mod; print(mod.add(1, 2))").strip()
        == "3"
    )


MESON = """
project('demo', 'cpp', 'cython', default_options: ['cython_language=cpp'])
py = import('python').find_installation(pure: false)
py.extension_module('mod', 'mod.pyx', cython_args: ['-Xboundscheck=False'], install: true)
"""


def test_meson(project: Any, needs: Any) -> None:
    project.use_compat()
    project.env["PATH"] = os.path.dirname(sys.executable) + os.pathsep + project.env["PATH"]
    project.env["PATH"] = os.path.join(cyrite.get_compat_dir(), "bin") + os.pathsep + project.env["PATH"]
    project.file("mod.pyx", "cimport decl\n" + ADD)
    project.file("decl.pxd", "cdef inline int f(): return 1\n")
    project.file("meson.build", MESON)
    project.run(needs("meson"), "setup", "made")
    project.run(needs("meson"), "compile", "-C", "made")
    assert (
        project.python("import sys; sys.path.insert(0, 'made'); import mod; print(mod.add(1, 2))").strip()
        == "3"
    )
    assert "no work to do" in project.run(needs("ninja"), "-C", "made").stdout
    project.file("decl.pxd", "cdef inline int f(): return 2\n")
    project.touch_later("decl.pxd")
    assert "no work to do" not in project.run(needs("ninja"), "-C", "made").stdout


def test_meson_with_the_language_left_at_c(project: Any, needs: Any) -> None:
    """The meson of the compat folder calls the real one, with a C compiler that takes what Cyrite writes."""
    compat = os.path.join(cyrite.get_compat_dir(), "bin")
    project.use_compat()
    project.env["PATH"] = os.pathsep.join(
        [compat, os.path.dirname(needs("meson")), os.path.dirname(sys.executable), project.env["PATH"]]
    )
    project.file("mod.pyx", ADD)
    project.file("plain.c", "int plain(void) { int new = 5; return new; }\n")
    project.file("uses.pyx", "cdef extern int plain()\ndef f(): return plain()\n")
    project.file(
        "meson.build",
        """
project('demo', 'c', 'cython', default_options: ['c_std=c99'])
py = import('python').find_installation(pure: false)
py.extension_module('mod', 'mod.pyx')
py.extension_module('uses', 'uses.pyx', 'plain.c')
""",
    )
    project.run(os.path.join(compat, "meson"), "setup", "made")
    project.run(needs("meson"), "compile", "-C", "made")
    code = "import sys; sys.path.insert(0, 'made'); import mod, uses; print(mod.add(1, 2), uses.f())"
    assert project.python(code).strip() == "3 5"
    done = subprocess.run(
        [os.path.join(compat, "meson")], env={"PATH": compat}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 127 and "needs the real one" in done.stderr


def test_meson_asked_for_c_is_told_what_to_do(project: Any, needs: Any) -> None:
    project.use_compat()
    project.env["PATH"] = (
        os.path.join(cyrite.get_compat_dir(), "bin")
        + os.pathsep
        + os.path.dirname(sys.executable)
        + os.pathsep
        + project.env["PATH"]
    )
    project.file("mod.pyx", ADD)
    project.file(
        "meson.build",
        MESON.replace("'cpp', 'cython', default_options: ['cython_language=cpp']", "'c', 'cython'"),
    )
    done = subprocess.run(
        [needs("meson"), "setup", "made"], cwd=project.folder, env=project.env, capture_output=True, text=True
    )
    log = (project.folder / "made/meson-logs/meson-log.txt").read_text()
    assert done.returncode and "cython_language=cpp" in log + done.stdout

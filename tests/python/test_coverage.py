"""The plugin of coverage.py: which lines of compiled modules ran, could have run, and are left out."""

from __future__ import annotations

import json
import sys
from typing import Any, Dict

import cyrite

SOURCE = """
    # cython: linetrace=True
    include "shared.pxi"
    def chosen(int x):
        "Only one of the branches runs."
        if x > 0:
            return kept(x)
        else:
            x -= 1
            return x

    def skipped():  # pragma: no cover
        return 1

    def never():
        return 2

    cdef int counted(int x) nogil:
        return x + 1

    def without_gil(int x):
        with nogil:
            x = counted(x)
        return x
"""
SHARED = """
    cdef int kept(int x):
        return x
"""
RUN = "import fast; fast.chosen(1); fast.without_gil(1)"


def build(project: Any) -> None:
    project.run(cyrite.get_executable(), "build", "--python", sys.executable, "fast.pyx")


def measured(project: Any, plugin: str) -> Dict[str, Any]:
    project.file(".coveragerc", "[run]\ncore = ctrace\nplugins = %s\nsource = .\n" % plugin)
    project.file("go.py", RUN)
    project.run(sys.executable, "-m", "coverage", "run", "go.py")
    project.run(sys.executable, "-m", "coverage", "json", "-o", "out.json")
    return json.loads((project.folder / "out.json").read_text())["files"]


def write(project: Any) -> None:
    project.file("fast.pyx", SOURCE)
    project.file("shared.pxi", SHARED)


def test_lines_that_ran_and_that_did_not(project: Any) -> None:
    write(project)
    build(project)
    files = measured(project, "cyrite.coverage_plugin")
    fast = files["fast.pyx"]
    assert fast["missing_lines"] == [8, 9, 15, 18, 22]
    assert fast["excluded_lines"] == [11, 12]
    assert fast["executed_lines"] == [3, 5, 6, 14, 20, 21, 23]
    assert files["shared.pxi"]["executed_lines"] == [2]
    assert files["shared.pxi"]["missing_lines"] == []


def test_code_without_the_gil_is_heard_when_the_macro_asks_for_it(project: Any) -> None:
    project.file("fast.pyx", "# distutils: define_macros=CYTHON_TRACE_NOGIL=1\n" + SOURCE.replace("\n    ", "\n").lstrip("\n"))
    project.file("shared.pxi", SHARED)
    project.use_compat()
    project.file("setup.py", "from setuptools import setup\nfrom Cython.Build import cythonize\nsetup(ext_modules=cythonize('fast.pyx'))\n")
    project.setup()
    fast = measured(project, "Cython.Coverage")["fast.pyx"]
    assert fast["missing_lines"] == [9, 10, 16]
    assert 19 in fast["executed_lines"] and 23 in fast["executed_lines"]


def test_profilers_hear_of_the_body_of_the_module(project: Any) -> None:
    project.file("fast.pyx", "# cython: profile=True\nx = len('abc')\n")
    build(project)
    heard = project.python(
        """
        import sys
        heard = []
        sys.setprofile(lambda frame, event, arg: heard.append((event, frame.f_code.co_name, arg if event == 'return' else '')) if frame.f_code.co_filename.endswith('fast.pyx') else None)
        import fast
        sys.setprofile(None)
        print(heard)
        """
    )
    assert heard.strip() == "[('call', '<module>', ''), ('return', '<module>', None)]"

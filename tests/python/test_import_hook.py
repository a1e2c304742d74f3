"""cyrite.install(): building modules when they are imported."""

from __future__ import annotations

from typing import Any

ADD = "def add(int a, int b):\n    return a + b\n"


def test_install_and_rebuild_after_a_change(project: Any) -> None:
    project.file("a.pyx", 'include "v.pxi"\n' + ADD + "def version(): return V\n")
    project.file("v.pxi", "V = 1\n")
    code = "import cyrite; cyrite.install(build_dir='made'); import a; print(a.add(1, 2), a.version())"
    assert project.python(code).split() == ["3", "1"]
    assert project.python(code).split() == ["3", "1"]
    project.file("v.pxi", "V = 2\n")
    project.touch_later("v.pxi")
    assert project.python(code).split() == ["3", "2"]


def test_inplace(project: Any) -> None:
    project.file("pkg/__init__.py", "")
    project.file("pkg/a.pyx", ADD)
    project.python("import cyrite; cyrite.install(build_dir='made', inplace=True); import pkg.a")
    assert len(project.names("pkg/a.*.so")) == 1


def test_uninstall(project: Any) -> None:
    project.file("a.pyx", ADD)
    project.python(
        """
        import cyrite
        finders = cyrite.install(build_dir='made')
        cyrite.uninstall(*finders)
        import a
        """,
        status=1,
    )


def test_python_files_are_compiled_when_asked_for(project: Any) -> None:
    project.file("a.py", "def f(): return 1\n")
    out = project.python(
        "import cyrite; cyrite.install(pyimport=True, build_dir='made'); import a; print(a.__file__)"
    )
    assert out.strip().endswith(".so")


def test_pyxbld_and_pyxdep(project: Any) -> None:
    project.file(
        "a.pyx",
        'cdef extern from *:\n    """\n    #ifndef FACTOR\n    #define FACTOR 1\n    #endif\n    """\n'
        "    int FACTOR\ndef f(): return FACTOR\n",
    )
    project.file(
        "a.pyxbld",
        """
        from setuptools import Extension
        def make_ext(modname, pyxfilename):
            return Extension(modname, [pyxfilename], define_macros=[("FACTOR", "7")])
        """,
    )
    project.file("a.pyxdep", "data*.txt\n")
    project.file("data1.txt", "x")
    assert (
        project.python("import cyrite; cyrite.install(build_dir='made'); import a; print(a.f())").strip()
        == "7"
    )

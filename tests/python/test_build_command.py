"""`cyrite build`: importable modules, built again only when something that they are made of has changed."""

from __future__ import annotations

import sys
from typing import Any

import cyrite


def build(project: Any, *arguments: str, status: int = 0) -> str:
    return project.run(cyrite.get_executable(), "build", "--python", sys.executable, *arguments, status=status).stdout


def test_again_only_when_something_changed(project: Any) -> None:
    project.write(
        a_DOT_pyx="""
            include "part.pxi"
            cdef extern from "number.h":
                int NUMBER
            def f():
                return NUMBER + PART
            """,
        part_DOT_pxi="PART = 20\n",
        number_DOT_h="#define NUMBER 1\n",
    )
    use = "import a; print(a.f())"
    assert "a.pyx -> a." in build(project, "a.pyx")
    assert project.python(use).strip() == "21"
    assert "a.pyx: up to date" in build(project, "a.pyx")
    for name, text, wanted in (
        ("number.h", "#define NUMBER 2\n", "22"),
        ("part.pxi", "PART = 30\n", "32"),
        ("a.pxd", "cdef int unused\n", "32"),
        ("a.pxd", "cdef int unused, more\n", "32"),
    ):
        project.file(name, text)
        project.touch_later(name)
        assert "->" in build(project, "a.pyx"), name
        for built in project.names("*.so"):
            project.touch_later(built)
        assert project.python(use).strip() == wanted
        assert "up to date" in build(project, "a.pyx")
    assert "->" in build(project, "-X", "boundscheck=False", "a.pyx")
    assert "->" in build(project, "-f", "-X", "boundscheck=False", "a.pyx")


def test_progress_packages_and_modules_of_one_name(project: Any) -> None:
    project.file("package/__init__.py", "")
    project.write(
        package__inner_DOT_pyx="def name():\n    return __name__\n",
        one__same_DOT_pyx="def which():\n    return 1\n",
        two__same_DOT_pyx="def which():\n    return 2\n",
    )
    out = build(project, "package/inner.pyx", "one/same.pyx", "two/same.pyx")
    assert "[3/3]" in out
    use = "import sys; from package import inner; sys.path[:0] = ['one']; import same; print(inner.name(), same.which())"
    assert project.python(use).split() == ["package.inner", "1"]
    assert project.python("import sys; sys.path[:0] = ['two']; import same; print(same.which())").strip() == "2"
    assert build(project, "package/inner.pyx", "one/same.pyx", "two/same.pyx").count("up to date") == 3
    project.file("two/same.pyx", "def which():\n    return 3\n")
    project.touch_later("two/same.pyx")
    out = build(project, "one/same.pyx", "two/same.pyx")
    assert "one/same.pyx: up to date" in out and "two/same.pyx ->" in out
    assert project.python("import sys; sys.path[:0] = ['two']; import same; print(same.which())").strip() == "3"


def test_one_wrong_file_of_three(project: Any) -> None:
    project.write(a_DOT_pyx="x = 1\n", b_DOT_pyx="def f(:\n", c_DOT_pyx="x = 3\n")
    out = build(project, "-k", "-j", "1", "a.pyx", "b.pyx", "c.pyx", status=1)
    assert "b.pyx:1:6: error: " in out and "1 of 3 modules failed" in out
    assert [name.split(".")[0] for name in project.names("*.so")] == ["a", "c"]


def test_c_compiler_error_is_shown(project: Any) -> None:
    project.write(a_DOT_pyx='cdef extern from "not_there.h":\n    int f()\ndef g():\n    return f()\n')
    out = build(project, "a.pyx", status=1)
    assert "a.pyx: error: the C++ compiler failed" in out and "not_there.h" in out
    assert project.names("*.so*") == []


def test_module_names_outside_ascii(project: Any) -> None:
    for name in ("héß中", "пи", "größe_2"):
        project.file(name + ".pyx", "def f():\n    return __name__\n")
        project.run(cyrite.get_executable(), "build", name + ".pyx")
        assert project.python(f"import {name}; print({name}.f() == {name}.__name__)").strip() == "True"


def test_plain_compiler_and_imports_everywhere(project: Any) -> None:
    """g++ -shared -fPIC x.cpp -o x.so; imported twice, in two processes, and under -X dev with warnings as errors."""
    project.write(
        x_DOT_pyx="""
            cdef int calls = 0
            def count():
                global calls
                calls += 1
                return calls
            """
    )
    project.run(cyrite.get_executable(), "x.pyx")
    include = project.python("import sysconfig; print(sysconfig.get_paths()['include'])").strip()
    project.run("g++", "-shared", "-fPIC", "-I" + include, "x.cpp", "-o", "x.so")
    twice = """
        import sys, x
        assert x.count() == 1
        del sys.modules["x"]
        try:
            import x
        except ImportError as error:
            assert "more than once" in str(error) or "already" in str(error), error
        else:
            assert x.count() in (1, 2)
        print("good")
        """
    for flags in ([], ["-X", "dev", "-W", "error"]):
        project.file("use.py", twice)
        assert project.run(sys.executable, *flags, "use.py").stdout.strip() == "good"


# C converts void* to any pointer; so does the text of a module that is asked for in C. Public names make the beginning of the output long.
C_TEXT = '''
    cdef extern from *:
        """
        #include <stdlib.h>
        static int* one_number(int value) { int* p = malloc(sizeof(int)); *p = value; return p; }
        """
        int* one_number(int value)
        void free(void*)
''' + "".join("    cdef public int exported_%d(int x): return x\n" % k for k in range(12)) + '''
    def kept(int x):
        cdef int* p = one_number(x)
        x = p[0]
        free(p)
        return x
'''


def test_texts_of_c_convert_pointers_from_void(project: Any) -> None:
    project.file("built.pyx", C_TEXT)
    build(project, "built.pyx")
    project.file("setup_built.pyx", C_TEXT)
    project.file("setup.py", "from setuptools import setup\nfrom cyrite.build import cythonize\nsetup(ext_modules=cythonize('setup_built.pyx'))\n")
    project.setup()
    assert project.python("import built, setup_built; print(built.kept(3), setup_built.kept(4))").split() == ["3", "4"]

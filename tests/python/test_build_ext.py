"""setup.py projects: build_ext with cythonize(), with plain .pyx sources, with generated .c files."""

from __future__ import annotations

import sys
import zipfile
from typing import Any

import pytest

ADD = "def add(int a, int b):\n    return a + b\n"
CHECK = "import {0}; print({0}.__file__.endswith('.so') or {0}.__file__.endswith('.pyd'), {0}.add(40, 2))"


def check(project: Any, name: str = "a") -> None:
    assert project.python(CHECK.format(name)).split() == ["True", "42"]


def test_cythonize_in_setup_py(project: Any) -> None:
    project.file("a.pyx", ADD)
    project.file(
        "setup.py",
        """
        from setuptools import setup
        from cyrite.build import cythonize
        setup(name="a", ext_modules=cythonize("a.pyx"))
        """,
    )
    project.setup()
    check(project)


def test_rebuild_happens_only_after_a_change(project: Any) -> None:
    project.file("one.h", "#define ONE 1\n")
    project.file(
        "a.pyx",
        'cdef extern from "one.h":\n    int ONE\ndef add(int a, int b):\n    return a + b + ONE - 1\n',
    )
    project.file(
        "setup.py",
        """
        from setuptools import setup
        from cyrite.build import cythonize
        setup(name="a", ext_modules=cythonize("a.pyx"))
        """,
    )
    assert "a.cpp" in project.setup()
    second = project.setup()
    assert "Cythonizing" not in second and "-c a.cpp" not in second
    project.file("one.h", "#define ONE 2\n")
    project.touch_later("one.h")
    third = project.setup()
    assert "Cythonizing" not in third and "-c a.cpp" in third
    assert project.python("import a; print(a.add(40, 1))").strip() == "42"


def test_build_ext_class_with_pyx_sources(project: Any) -> None:
    project.file("a.pyx", ADD)
    project.file(
        "setup.py",
        """
        from setuptools import setup, Extension
        from cyrite.build import build_ext
        setup(name="a", ext_modules=[Extension("a", ["a.pyx"])], cmdclass={"build_ext": build_ext})
        """,
    )
    project.setup()
    check(project)


def test_a_subclass_of_build_ext(project: Any) -> None:
    project.file("a.pyx", ADD)
    project.file(
        "setup.py",
        """
        from setuptools import setup, Extension
        from cyrite.build import build_ext
        class Mine(build_ext):
            def finalize_options(self):
                super().finalize_options()
                print("options", self.cython_directives)
            def build_extensions(self):
                for extension in self.extensions:
                    extension.extra_compile_args.append("-DSEEN")
                super().build_extensions()
        setup(name="a", ext_modules=[Extension("a", ["a.pyx"])], cmdclass={"build_ext": Mine})
        """,
    )
    out = project.setup(
        "build_ext", "--inplace", "--cython-directives=boundscheck=False,binding=True", "--cython-c-in-temp"
    )
    assert "options {'boundscheck': False, 'binding': True}" in out
    assert "-DSEEN" in out
    assert project.names("*.cpp") == []
    check(project)


def test_pyx_sources_with_the_stand_in(project: Any) -> None:
    project.use_compat()
    project.file("a.pyx", ADD)
    project.file(
        "setup.py",
        """
        from setuptools import setup, Extension
        setup(name="a", ext_modules=[Extension("a", ["a.pyx"])])
        """,
    )
    project.setup()
    check(project)


@pytest.mark.parametrize(
    "imports",
    [
        "from Cython.Distutils import build_ext",
        "from Cython.Distutils.build_ext import build_ext",
        "from Cython.Build import build_ext",
        "from Cython.Distutils.old_build_ext import old_build_ext as build_ext",
    ],
)
def test_build_ext_of_the_stand_in(project: Any, imports: str) -> None:
    project.use_compat()
    project.file("a.pyx", ADD)
    project.file(
        "setup.py",
        f"""
        from setuptools import setup
        {imports}
        from Cython.Distutils.extension import Extension
        setup(name="a", cmdclass={{"build_ext": build_ext}},
              ext_modules=[Extension("a", ["a.pyx"], cython_directives={{"boundscheck": False}})])
        """,
    )
    project.setup()
    check(project)


def test_distutils_first(project: Any) -> None:
    project.use_compat()
    project.file("a.pyx", ADD)
    project.file(
        "setup.py",
        """
        import setuptools
        from distutils.core import setup
        from distutils.extension import Extension
        from Cython.Build import cythonize
        setup(name="a", ext_modules=cythonize([Extension("a", ["a.pyx"])]))
        """,
    )
    project.setup()
    check(project)


def test_generated_c_file_is_compiled_as_cplusplus(project: Any) -> None:
    # `cython a.pyx -o a.c` before the build, and a setup.py that knows only a.c
    project.use_compat()
    project.file("a.pyx", ADD)
    project.file(
        "setup.py",
        """
        from setuptools import setup, Extension
        setup(name="a", ext_modules=[Extension("a", ["a.c"])])
        """,
    )
    project.run("cython", "-3", "a.pyx", "-o", "a.c")
    project.setup()
    check(project)


def test_missing_c_file_beside_a_generated_cpp(project: Any) -> None:
    project.use_compat()
    project.file("a.pyx", ADD)
    project.file(
        "setup.py",
        """
        from setuptools import setup, Extension
        from Cython.Build.Cythonize import main
        main(["-3", "a.pyx"])
        setup(name="a", ext_modules=[Extension("a", ["a.c"])])
        """,
    )
    project.setup()
    check(project)


def test_a_c_helper_stays_c(project: Any) -> None:
    project.file("helper.c", "int helper(void) { int class = 41; return class; }\n")  # not C++
    project.file("helper.h", "int helper(void);\n")
    project.file(
        "a.pyx",
        'cdef extern from "helper.h":\n    int helper()\ndef add(int a, int b):\n    return helper() + 1\n',
    )
    project.file(
        "setup.py",
        """
        from setuptools import setup, Extension
        from cyrite.build import cythonize
        setup(name="a", ext_modules=cythonize([Extension("a", ["a.pyx", "helper.c"])]))
        """,
    )
    project.setup()
    check(project)


def test_wheel_of_a_package(project: Any) -> None:
    project.use_compat()
    project.file("pkg/__init__.py", "from .a import add\n")
    project.file("pkg/a.pyx", ADD)
    project.file(
        "pyproject.toml",
        """
        [build-system]
        requires = ["setuptools", "cython"]
        build-backend = "setuptools.build_meta"
        [project]
        name = "pkg"
        version = "1.0"
        """,
    )
    project.file(
        "setup.py",
        """
        from setuptools import setup, Extension
        setup(packages=["pkg"], ext_modules=[Extension("pkg.a", ["pkg/a.pyx"])])
        """,
    )
    project.run(sys.executable, "-m", "pip", "wheel", ".", "--no-build-isolation", "--no-deps", "-w", "dist")
    [wheel] = project.names("dist/*.whl")
    with zipfile.ZipFile(project.folder / wheel) as archive:
        assert any(
            name.startswith("pkg/a.") and name.endswith((".so", ".pyd")) for name in archive.namelist()
        )

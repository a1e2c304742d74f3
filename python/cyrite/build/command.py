"""The build_ext command: transpiles .pyx sources, and compiles every output of ours as C++.

``make_build_ext(base)`` makes the class for a given base, because two are needed: setuptools itself
derives its build_ext from ``Cython.Distutils.build_ext`` (the compat folder), which must therefore stand
on distutils' command; a project that names ``cyrite.build.build_ext`` in cmdclass wants setuptools' own.
"""
from __future__ import annotations

import os
import sys
from typing import Any, Dict, List

from .directives import parse_compile_time_env, parse_directive_list
from .sources import SOURCE_EXTENSIONS, source_behind, was_generated_by_us

_OPTIONS = [
    ("cython-cplus", None, "treat the sources as C++ modules"),
    ("cython-create-listing", None, "write errors to a listing file"),
    ("cython-line-directives", None, "emit source line directives"),
    ("cython-include-dirs=", None, "folders that are searched for .pxd and .pxi files"),
    ("cython-c-in-temp", None, "put generated files in the temporary build folder"),
    ("cython-gen-pxi", None, "accepted, has no effect"),
    ("cython-directives=", None, "compiler directives, name=value,..."),
    ("cython-gdb", None, "generate debug information"),
    ("cython-compile-time-env", None, "names for DEF and IF"),
]
_SWITCHES = ["cython-cplus", "cython-create-listing", "cython-line-directives", "cython-c-in-temp", "cython-gdb"]


def distutils_build_ext() -> Any:
    """distutils' own build_ext: the one already in use, else setuptools' copy of it."""
    if "distutils" not in sys.modules:
        try:
            import setuptools  # noqa: F401 - makes its distutils importable
        except ImportError:
            pass
    from distutils.command.build_ext import build_ext
    return build_ext


def make_build_ext(base: Any) -> Any:
    """A build_ext command class on top of ``base``; a base that is one already is returned."""
    if getattr(base, "transpiles_with_cyrite", False):
        return base

    class build_ext(base):  # noqa: N801 - distutils names commands so
        description = "build C++ and Cython-language extensions"
        transpiles_with_cyrite = True
        user_options = list(base.user_options) + _OPTIONS
        boolean_options = list(base.boolean_options) + _SWITCHES

        def initialize_options(self) -> None:
            super().initialize_options()
            self.cython_cplus = False
            self.cython_create_listing = False
            self.cython_line_directives = False
            self.cython_include_dirs: Any = None
            self.cython_directives: Any = None
            self.cython_c_in_temp = False
            self.cython_gen_pxi = False
            self.cython_gdb = False
            self.cython_compile_time_env: Any = None
            self.shared_utility_qualified_name = None

        def finalize_options(self) -> None:
            super().finalize_options()
            if isinstance(self.cython_include_dirs, str):
                self.cython_include_dirs = self.cython_include_dirs.split(os.pathsep)
            self.cython_include_dirs = list(self.cython_include_dirs or [])
            if isinstance(self.cython_directives, str):
                self.cython_directives = parse_directive_list(self.cython_directives)
            self.cython_directives = dict(self.cython_directives or {})
            if isinstance(self.cython_compile_time_env, str):
                self.cython_compile_time_env = parse_compile_time_env(self.cython_compile_time_env)

        def get_extension_attr(self, extension: Any, option_name: str, default: Any = False) -> Any:
            return getattr(self, option_name) or getattr(extension, option_name, default)

        def build_extension(self, ext: Any) -> None:
            ext.include_dirs = list(ext.include_dirs)
            # What exists is meant: cythonize() may have made it, with options that are not known here.
            ext.sources = [source if os.path.exists(source) else source_behind(source)
                           for source in map(os.fspath, ext.sources)]
            if any(os.path.splitext(source)[1] in SOURCE_EXTENSIONS for source in ext.sources):
                _transpile_extension(self, ext)
            ext.sources = [_as_cplus(source, ext, self.build_temp) for source in ext.sources]
            super().build_extension(ext)

    return build_ext


def _transpile_options(command: Any, ext: Any) -> Dict[str, Any]:
    attribute = command.get_extension_attr
    folders = list(command.cython_include_dirs)
    for folder in [*getattr(ext, "cython_include_dirs", []), *ext.include_dirs, *command.include_dirs]:
        if folder not in folders:
            folders.append(folder)
    options = {
        "use_listing_file": attribute(ext, "cython_create_listing"),
        "emit_linenums": attribute(ext, "cython_line_directives"),
        "include_path": folders,
        "compiler_directives": {**command.cython_directives, **(getattr(ext, "cython_directives", None) or {})},
        "build_dir": command.build_temp if attribute(ext, "cython_c_in_temp") else None,
        "generate_pxi": attribute(ext, "cython_gen_pxi"),
        "gdb_debug": attribute(ext, "cython_gdb"),
        "compile_time_env": attribute(ext, "cython_compile_time_env", None) or None,
        "shared_utility_qualified_name": attribute(ext, "shared_utility_qualified_name", None) or None,
    }
    # What is not asked for here may come from pyproject.toml.
    return {name: value for name, value in options.items() if value not in (None, False, {})}


def _transpile_extension(command: Any, ext: Any) -> None:
    from .extensions import cythonize
    if command.get_extension_attr(ext, "cython_cplus"):
        ext.language = "c++"
    made = cythonize(ext, force=bool(command.force) or None, quiet=command.verbose == 0,
                     **_transpile_options(command, ext))[0]
    for name in ("sources", "language", "depends", "include_dirs", "define_macros", "undef_macros", "libraries",
                 "library_dirs", "runtime_library_dirs", "extra_objects", "extra_compile_args",
                 "extra_link_args", "export_symbols"):
        setattr(ext, name, getattr(made, name))


def _as_cplus(source: str, ext: Any, temporary: str) -> str:
    """A C++ name for a source that we wrote into a ``.c`` file (build scripts that run ``cython x.pyx``
    and then name ``x.c``), or wrote beside it as ``.cpp``."""
    stem, extension = os.path.splitext(source)
    if extension != ".c":
        return source
    if was_generated_by_us(source):
        target = _wrapper(source, temporary)
    elif not os.path.exists(source) and was_generated_by_us(stem + ".cpp"):
        target = stem + ".cpp"
    else:
        return source
    if not ext.language:
        ext.language = "c++"
    return target


def _wrapper(source: str, temporary: str) -> str:
    """A .cpp below the temporary folder that includes the .c file, rewritten only when that changed."""
    path = os.path.abspath(source)
    relative = os.path.splitdrive(source)[1].lstrip("/\\").replace("..", "_")
    target = os.path.join(temporary, "cyrite", os.path.splitext(relative)[0] + ".cpp")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(source, "rb") as file:
        first_line = file.readline().decode("utf-8", "replace").rstrip()
    name = path.replace("\\", "/")
    text = f'{first_line}\n#include "{name}"\n'
    stamp = os.path.getmtime(source)
    known: List[str] = []
    if os.path.exists(target) and os.path.getmtime(target) >= stamp:
        with open(target, encoding="utf-8") as file:
            known = [file.read()]
    if known != [text]:
        with open(target, "w", encoding="utf-8") as file:
            file.write(text)
    return target


def _setuptools_build_ext() -> Any:
    try:
        from setuptools.command.build_ext import build_ext
    except ImportError:
        return distutils_build_ext()
    return build_ext


build_ext = make_build_ext(_setuptools_build_ext())

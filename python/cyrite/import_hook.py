"""The import hook: ``import x`` finds x.pyx, builds it when it is not up to date, and loads it.

Files beside x.pyx: x.pyxbld (a Python file with make_ext(modname, pyxfilename) and/or
make_setup_args()) customises the build, x.pyxdep lists more files the module depends on.
"""

from __future__ import annotations

import glob
import importlib.machinery
import importlib.util
import os
import sys
from importlib.abc import MetaPathFinder
from typing import Any, Dict, List, Optional, Sequence, Tuple


_DEFAULT_FOLDER = os.path.join("~", ".pyxbld")


class _Options:
    def __init__(
        self,
        build_dir: Optional[str],
        inplace: bool,
        language_level: Any,
        setup_args: Dict[str, Any],
        reload_support: bool,
        errors_as_import_errors: bool,
    ) -> None:
        self.build_dir = os.path.expanduser(build_dir or _DEFAULT_FOLDER)
        self.inplace = inplace
        self.language_level = language_level
        self.setup_args = setup_args
        self.reload_support = reload_support
        self.errors_as_import_errors = errors_as_import_errors


def _customisation(source: str) -> Optional[Any]:
    """The module of the .pyxbld file beside a source."""
    path = os.path.splitext(source)[0] + ".pyxbld"
    if not os.path.exists(path):
        return None
    loader = importlib.machinery.SourceFileLoader("_pyxbld", path)
    spec = importlib.util.spec_from_file_location("_pyxbld", path, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def handle_dependencies(pyxfilename: str) -> List[str]:
    """The files listed in x.pyxdep (globs, relative to it); the source is touched if one is newer."""
    listing = os.path.splitext(pyxfilename)[0] + ".pyxdep"
    if not os.path.exists(listing):
        return []
    folder = os.path.dirname(listing)
    files: List[str] = []
    with open(listing, encoding="utf-8") as file:
        for line in filter(None, (each.strip() for each in file)):
            files += glob.glob(os.path.join(folder, line))
    files.append(listing)
    newest = max((os.path.getmtime(each) for each in files), default=0)
    if newest > os.path.getmtime(pyxfilename):
        os.utime(pyxfilename, (newest, newest))
    return files


def _extension(name: str, source: str) -> Tuple[Any, Dict[str, Any]]:
    from .build.extensions import extension_class

    custom = _customisation(source)
    extension = custom.make_ext(name, source) if hasattr(custom, "make_ext") else None
    if extension is None:
        extension = extension_class()(name, [source])
    arguments = custom.make_setup_args() if hasattr(custom, "make_setup_args") else {}
    return extension, arguments or {}


def _script_options(arguments: Dict[str, Any]) -> Dict[str, Any]:
    """What setup arguments can say that matters here: include_dirs and options of build_ext."""
    options = dict((arguments.get("options") or {}).get("build_ext", {}))
    if arguments.get("include_dirs"):
        options.setdefault("include_dirs", arguments["include_dirs"])
    return options


def build_module(
    name: str,
    pyxfilename: str,
    pyxbuild_dir: Optional[str] = None,
    inplace: bool = False,
    language_level: Any = None,
    setup_args: Optional[Dict[str, Any]] = None,
) -> str:
    """Build a module from its source if that is needed; the path of the shared library."""
    from .build.inlining import build_extension

    if not os.path.exists(pyxfilename):
        raise ImportError(f"Path does not exist: {pyxfilename}")
    pyxfilename = os.path.abspath(pyxfilename)
    extra = handle_dependencies(pyxfilename)
    extension, custom_args = _extension(name, pyxfilename)
    script = _script_options({**(setup_args or {}), **custom_args})
    extension.include_dirs = list(extension.include_dirs) + list(script.get("include_dirs", []))
    if os.path.dirname(pyxfilename) not in extension.include_dirs:
        extension.include_dirs.append(os.path.dirname(pyxfilename))
    extension.depends = list(extension.depends or []) + extra
    state = os.path.expanduser(pyxbuild_dir or _DEFAULT_FOLDER)
    target = (
        _import_root(pyxfilename, name)
        if inplace
        else os.path.join(state, f"lib-{sys.implementation.cache_tag}")
    )
    os.makedirs(target, exist_ok=True)
    options: Dict[str, Any] = {
        "build_dir": os.path.join(state, "temporary"),
        "force": script.get("force") or None,
    }
    if language_level is not None:
        options["language_level"] = language_level
    return build_extension(extension, target, temporary=os.path.join(state, "temporary"), **options)


def _import_root(source: str, name: str) -> str:
    folder = os.path.dirname(source)
    for _ in range(name.count(".")):
        folder = os.path.dirname(folder)
    return folder


def load_module(
    name: str,
    pyxfilename: str,
    pyxbuild_dir: Optional[str] = None,
    is_package: bool = False,
    build_inplace: bool = False,
    language_level: Any = None,
    so_path: Optional[str] = None,
) -> Any:
    """Build a source and import it as ``name``."""
    from .build.inlining import load_module as load

    path = so_path or build_module(name, pyxfilename, pyxbuild_dir, build_inplace, language_level)
    module = load(name, path)
    sys.modules[name] = module
    return module


class _Loader(importlib.machinery.ExtensionFileLoader):
    """Builds before the module is created; a failed build is an ImportError with the messages."""

    def __init__(self, name: str, source: str, options: _Options, package: bool) -> None:
        super().__init__(name, source)
        self.source = source
        self.options = options
        self.package = package

    def create_module(self, spec: Any) -> Any:
        try:
            self.path = build_module(
                spec.name,
                self.source,
                self.options.build_dir,
                self.options.inplace,
                self.options.language_level,
                self.options.setup_args,
            )
        except Exception as error:
            raise ImportError(
                f"Building module {spec.name} failed: {error}", name=spec.name, path=self.source
            ) from error
        if self.options.reload_support and spec.name in sys.modules:
            self.path = _fresh_copy(self.path)
        built = importlib.util.spec_from_file_location(spec.name, self.path, loader=self)
        module = super().create_module(built)
        module.__file__ = self.path
        if self.package:
            module.__path__ = [os.path.dirname(self.source)]
        return module

    def exec_module(self, module: Any) -> None:
        try:
            super().exec_module(module)
        except Exception as error:
            if self.options.errors_as_import_errors:
                raise ImportError(f"Building module {module.__name__} failed: {error!r}") from error
            raise

    def is_package(self, fullname: str) -> bool:
        return self.package


def _fresh_copy(path: str) -> str:
    """The library under a new name, because the loader keeps what it has once loaded."""
    import shutil

    number = 1
    while os.path.exists(f"{path}.reload{number}"):
        number += 1
    return shutil.copy2(path, f"{path}.reload{number}")


class _Finder(MetaPathFinder):
    """Finds sources with one extension along sys.path or a package's path."""

    def __init__(self, extension: str, options: _Options) -> None:
        self.extension = extension
        self.options = options

    def find_spec(self, fullname: str, path: Optional[Sequence[str]] = None, target: Any = None) -> Any:
        name = fullname.rpartition(".")[2]
        for folder in list(path if path is not None else sys.path):
            folder = folder or os.getcwd()
            source = os.path.join(folder, name + self.extension)
            if os.path.isfile(source):
                return self._spec(fullname, source, package=False)
            source = os.path.join(folder, name, "__init__" + self.extension)
            if os.path.isfile(source) and not os.path.exists(os.path.join(folder, name, "__init__.py")):
                return self._spec(fullname, source, package=True)
        return None

    def _spec(self, fullname: str, source: str, package: bool) -> Any:
        loader = _Loader(fullname, source, self.options, package)
        folders = [os.path.dirname(source)] if package else None
        return importlib.util.spec_from_file_location(
            fullname, source, loader=loader, submodule_search_locations=folders
        )


class _PythonFinder(_Finder):
    """Also compiles .py files, except those of installed packages; what does not compile stays Python."""

    _busy: "set[str]" = set()
    _never = ("cyrite", "Cython", "cython", "pyximport", "distutils", "setuptools", "_distutils_hack")

    def find_spec(self, fullname: str, path: Optional[Sequence[str]] = None, target: Any = None) -> Any:
        if self._busy or fullname in sys.modules or fullname.partition(".")[0] in self._never:
            return None
        spec = super().find_spec(fullname, path, target)
        if spec is None or "site-packages" in spec.origin or _is_standard_library(spec.origin):
            return None
        self._busy.add(fullname)
        try:
            build_module(
                fullname,
                spec.origin,
                self.options.build_dir,
                self.options.inplace,
                self.options.language_level,
                self.options.setup_args,
            )
        except Exception:  # noqa: BLE001 - it is a Python module all the same
            return None
        finally:
            self._busy.discard(fullname)
        return spec


def _is_standard_library(path: str) -> bool:
    return os.path.abspath(path).startswith(os.path.dirname(os.path.abspath(os.__file__)) + os.sep)


def install(
    pyximport: bool = True,
    pyimport: bool = False,
    build_dir: Optional[str] = None,
    build_in_temp: bool = True,
    setup_args: Optional[Dict[str, Any]] = None,
    reload_support: bool = False,
    load_py_module_on_import_failure: bool = False,
    inplace: bool = False,
    language_level: Any = None,
    errors_as_import_errors: bool = False,
) -> Tuple[Optional[MetaPathFinder], Optional[MetaPathFinder]]:
    """Compile on import; returns (finder of .py files, finder of .pyx files) for uninstall().

    ``build_dir`` holds what is built (default ~/.pyxbld), ``inplace`` puts the libraries beside the
    sources, ``setup_args`` may hold include_dirs and options of build_ext. ``errors_as_import_errors`` turns
    what a module raises while it is imported into ImportError, as pyximport does.
    """
    options = _Options(
        build_dir, inplace, language_level, setup_args or {}, reload_support, errors_as_import_errors
    )
    python_finder: Optional[MetaPathFinder] = None
    source_finder: Optional[MetaPathFinder] = None
    installed = {type(finder): finder for finder in sys.meta_path if isinstance(finder, _Finder)}
    if pyimport:
        python_finder = installed.get(_PythonFinder)
        if python_finder is None:
            python_finder = _PythonFinder(".py", options)
            sys.meta_path.insert(0, python_finder)
        else:
            python_finder.options = options  # type: ignore[attr-defined]
    if pyximport:
        source_finder = installed.get(_Finder)
        if source_finder is None:
            source_finder = _Finder(".pyx", options)
            sys.meta_path.append(source_finder)
        else:
            source_finder.options = options  # type: ignore[attr-defined]
    return python_finder, source_finder


def uninstall(*finders: Any) -> None:
    """Remove finders that install() returned; without arguments all of them."""
    for finder in finders or [each for each in sys.meta_path if isinstance(each, _Finder)]:
        if finder in sys.meta_path:
            sys.meta_path.remove(finder)


__all__ = ["build_module", "handle_dependencies", "install", "load_module", "uninstall"]

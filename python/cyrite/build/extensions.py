"""cythonize(): from patterns and Extension objects to Extension objects with C++ sources.

Steps: find the modules -> transpile what is not up to date, in parallel -> read what the compiler has
read, gather the '# distutils:' comments of it -> make the Extension objects.
"""
from __future__ import annotations

import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

from .. import compiler
from ..errors import CompileError
from . import configuration, freshness, settings as distutils_settings
from .openmp import add_openmp
from .options import CompilationOptions, command_line
from .shared_module import is_shared_module, write_shared_module
from .sources import (SOURCE_EXTENSIONS, check_module_name, extended_glob, holds_c_text, module_name, output_name,
                      source_behind)

_EXTERN = re.compile(rb'^\s*cdef\s+extern\s+from\s+["\']([^"\'<>]+)["\']', re.MULTILINE)
_C_STANDARD = re.compile(r"^[-/]std[=:](c|gnu|iso9899:)\d")


class Module:
    """One module on its way: what was asked for, and what the compiler found."""

    def __init__(self, source: str, name: str, template: Any, other_sources: List[str],
                 base: Optional[Dict[str, Any]], explicit: bool) -> None:
        self.source = source
        self.name = name
        self.template = template
        self.other_sources = other_sources
        self.base = base
        self.explicit = explicit  # the name comes from an Extension, not from the file
        self.output = ""
        self.dependencies: List[str] = []
        self.language: Optional[str] = None
        self.result: Optional[compiler.Result] = None
        self.reason: Optional[str] = None


def _is_extension(item: Any) -> bool:
    return hasattr(item, "sources") and hasattr(item, "include_dirs") and hasattr(item, "name")


def extension_class() -> Any:
    """setuptools' Extension, or that of the old distutils."""
    try:
        from setuptools import Extension
    except ImportError:
        from distutils.extension import Extension  # type: ignore[no-redef]
    return Extension


# --- finding the modules -------------------------------------------------------------------------------

def find_modules(patterns: Any, exclude: Any = None, aliases: Any = None,
                 language: Optional[str] = None) -> List[Any]:
    """Module objects for sources, and the Extension objects that have none, in the order given."""
    if patterns is None:
        return []
    if isinstance(patterns, (str, os.PathLike)) or _is_extension(patterns) or not isinstance(patterns, Iterable):
        patterns = [patterns]
    patterns = list(patterns)
    explicit = {item.name for item in patterns if _is_extension(item)}
    excluded = set()
    for pattern in ([exclude] if isinstance(exclude, str) else exclude or []):
        excluded.update(os.path.abspath(path) for path in extended_glob(pattern))
    found: List[Any] = []
    seen: set = set()
    for item in patterns:
        if isinstance(item, (str, os.PathLike)):
            modules = _from_pattern(os.fspath(item), excluded)
            for module in modules:
                module.language = language
        elif _is_extension(item):
            modules = _from_extension(item, excluded, explicit)
        else:
            raise TypeError(f"pattern is not of type str nor an Extension, but {item!r} of type {type(item)}")
        for module in modules:
            if isinstance(module, Module):
                if module.name in seen:
                    continue
                seen.add(module.name)
            found.append(module)
    return found


def _files(pattern: str, excluded: set) -> List[str]:
    files = sorted(extended_glob(pattern))
    if not files:
        raise ValueError(f"'{pattern}' doesn't match any files")
    return [path for path in files if os.path.abspath(path) not in excluded]


def _from_pattern(pattern: str, excluded: set) -> List[Module]:
    return [_module(path, None, None, [], None) for path in _files(pattern, excluded)]


def _from_extension(extension: Any, excluded: set, explicit: set) -> List[Any]:
    sources = [source_behind(os.fspath(source)) for source in extension.sources]
    ours = [source for source in sources if os.path.splitext(source)[1] in SOURCE_EXTENSIONS]
    if not ours:
        return [extension]
    if len(ours) > 1:
        print(f"Warning: Multiple cython sources found for extension '{extension.name}': {ours}\n"
              "A module has one main source; the others become modules of their own or shared .pxd files.")
    base = distutils_settings.from_extension(extension)
    others = [source for source in sources if source != ours[0]]
    modules = []
    for path in _files(ours[0], excluded):
        name = module_name(path) if "*" in extension.name else extension.name
        if "*" in extension.name and name in explicit:
            continue
        modules.append(_module(path, name, extension, others, base))
    return modules


def _module(path: str, name: Optional[str], template: Any, others: List[str],
            base: Optional[Dict[str, Any]]) -> Module:
    own = distutils_settings.from_file(path)
    explicit = name is not None
    name = name or own.get("name") or module_name(path)
    check_module_name(name)
    return Module(path, name, template, others, base, explicit)


# --- transpiling ---------------------------------------------------------------------------------------

class Run:
    """The options of one cythonize() call, ready for transpiling its modules."""

    def __init__(self, options: CompilationOptions, force: bool, aliases: Any, as_cython: bool,
                 keep_depfile: bool, record_folder: Optional[str], show_all_warnings: bool) -> None:
        self.options = options
        self.force = force
        self.aliases = aliases
        self.as_cython = as_cython
        self.keep_depfile = keep_depfile
        self.record_folder = record_folder
        self.extra_arguments = ["--all-warnings"] if show_all_warnings else []
        self.identity = compiler.identity()

    def arguments(self, cplus: bool) -> List[str]:
        options = CompilationOptions(self.options, cplus=cplus or self.options.cplus,
                                     include_path=self.options.include_path)
        return command_line(options) + self.extra_arguments

    def fingerprint(self, module: Module, arguments: Sequence[str]) -> List[str]:
        return [self.identity, module.source, module.name, *arguments]


def settings_of(module: Module, run: Run) -> Dict[str, Any]:
    """The settings of the module with what is known so far of its cimports."""
    cimported = [path for path in module.dependencies
                 if path.endswith((".pxd", ".pxi")) and os.path.isfile(path)]
    own = os.path.abspath(module.source)
    cimported = [path for path in cimported if os.path.abspath(path) != own]
    return distutils_settings.collect(module.source, cimported, run.aliases, module.base)


def settings_of_source(module: Module, aliases: Any) -> Dict[str, Any]:
    """The settings of a module by its own comments and its Extension, before it was transpiled."""
    return distutils_settings.collect(module.source, [], aliases, module.base)


def is_cplus(module: Module, run: Run) -> bool:
    return settings_of(module, run).get("language", module.language) == "c++"


def prepare(module: Module, run: Run) -> None:
    """Decide the output's name and whether there is work to do."""
    options = run.options
    module.output = options.output_file or output_name(module.source, options.build_dir)
    if options.output_dir:
        module.output = os.path.join(options.output_dir, os.path.basename(module.output))
    record = freshness.read(module.output, run.record_folder)
    if record:
        module.dependencies = record["dependencies"]
    fingerprint = run.fingerprint(module, run.arguments(is_cplus(module, run)))
    module.reason = freshness.reason_to_compile(module.output, module.source, fingerprint, run.record_folder)
    if run.force:
        module.reason = module.reason or "of force"
    if module.reason:
        module.dependencies = []


def transpile(module: Module, run: Run) -> None:
    """Make the C++ file; a cimported .pxd may turn out to ask for C++ mode, then once more."""
    folder = os.path.dirname(module.output)
    if folder:
        os.makedirs(folder, exist_ok=True)
    cplus = is_cplus(module, run)
    for _ in range(2):
        arguments = run.arguments(cplus)
        module.result = compiler.transpile(module.source, module.output, arguments, module_name=module.name,
                                           cwd=None, as_cython=run.as_cython)
        if module.result.status:
            return
        _read_dependencies(module)
        if cplus or not is_cplus(module, run):
            break
        cplus = True
    if not run.keep_depfile:
        _remove(module.output + ".dep")
    freshness.write(module.output, module.source, run.fingerprint(module, arguments), module.dependencies,
                    run.record_folder)


def _read_dependencies(module: Module) -> None:
    try:
        names = compiler.read_depfile(module.output + ".dep")
    except OSError:
        names = []
    module.dependencies = [name for name in names if os.path.abspath(name) != os.path.abspath(module.source)]


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        pass


def transpile_all(modules: List[Module], run: Run, nthreads: int, quiet: bool, exclude_failures: bool) -> None:
    """Transpile what is not up to date and show the messages in order."""
    # An output that several modules share (one source, several names) is made once, for the last one.
    work = list({module.output: module for module in modules if module.reason}.values())
    total = len(work)
    if not total:
        return
    if not quiet and not run.force:
        for module in work:
            print(f"Compiling {module.source} because {module.reason}.")
    workers = max(1, min(total, nthreads or os.cpu_count() or 1))
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(transpile, module, run) for module in work]
        for number, (module, future) in enumerate(zip(work, futures), 1):
            if not quiet:
                print(f"[{number:{len(str(total))}}/{total}] Cythonizing {module.source}")
            future.result()
            # The messages of a failure are in the exception that follows, unless none does.
            if module.result and not quiet and (exclude_failures or not module.result.status):
                compiler.show(module.result)
    sys.stdout.flush()


# --- the Extension objects -----------------------------------------------------------------------------

def headers_of(module: Module, include_dirs: Sequence[str]) -> List[str]:
    """Existing headers that the module's declarations name in quotes: the C++ compiler must rerun when
    they change."""
    found: List[str] = []
    for path in [module.source, *module.dependencies]:
        try:
            with open(path, "rb") as file:
                names = _EXTERN.findall(file.read())
        except OSError:
            continue
        for name in names:
            header = name.decode("utf-8", "replace")
            for folder in [os.path.dirname(path), *include_dirs, ""]:
                candidate = os.path.normpath(os.path.join(folder, header))
                if os.path.isfile(candidate):
                    found.append(candidate)
                    break
    return found


def header_folders(module: Module) -> List[str]:
    """The folders of cimported declarations that have the headers beside them that they name."""
    folders: List[str] = []
    for path in module.dependencies:
        folder = os.path.dirname(path)
        if not path.endswith(".pxd") or folder in folders or folder == os.path.dirname(module.source):
            continue
        with open(path, "rb") as file:
            names = _EXTERN.findall(file.read())
        if any(os.path.isfile(os.path.join(folder, name.decode("utf-8", "replace"))) for name in names):
            folders.append(folder)
    return [folder or "." for folder in folders]


def default_create_extension(template: Any, arguments: Dict[str, Any]) -> Tuple[Any, Dict[str, Any]]:
    """(Extension, metadata): the hook that ``create_extension=`` replaces."""
    if "depends" in arguments:
        arguments["depends"] = sorted(set(list(arguments["depends"]) + list(getattr(template, "depends", []) or [])))
    extension = template.__class__(**arguments)
    for name, value in vars(template).items():  # py_limited_api, optional, attributes of subclasses
        if name not in distutils_settings.KEYS and not name.startswith("_"):
            if name not in vars(extension) or value:
                setattr(extension, name, value)
    return extension, {"distutils": arguments, "module_name": arguments["name"]}


def make_extension(module: Module, run: Run) -> Any:
    """The Extension for a transpiled module."""
    values = settings_of(module, run)
    if values.pop("np_pythran", False):
        print(f"warning: {module.source}: np_pythran is not supported and has no effect", file=sys.stderr)
    sources = [module.source]
    for source in module.other_sources + list(values.get("sources", [])):
        if source not in sources:
            sources.append(source)
    values["name"] = module.name
    values["sources"] = sources
    if module.language and "language" not in values:
        values["language"] = module.language
    values["depends"] = _depends(module, values)
    template = module.template if module.template is not None else extension_class()(module.name, [])
    create: Callable[..., Any] = run.options.create_extension or default_create_extension
    extension, _ = create(template, values)
    return finish_extension(extension, module, values.get("language"))


def _depends(module: Module, values: Dict[str, Any]) -> List[str]:
    folders = list(values.get("include_dirs", [])) + ["."]
    depends: List[str] = []
    for name in values.get("depends", []):
        places = [name] + [os.path.join(folder, name) for folder in folders]
        depends.append(next((place for place in places if os.path.exists(place)), name))
    return sorted(set(depends + headers_of(module, folders)))


def finish_extension(extension: Any, module: Module, asked: Optional[str]) -> Any:
    """Put the C++ file in the source's place and make the Extension a C++ one."""
    stem = os.path.splitext(module.source)[0]
    sources = [os.fspath(source) for source in extension.sources]
    # setuptools may have renamed the .pyx in the constructor
    for stand_in in (module.source, stem + ".c", stem + ".cpp"):
        if stand_in in sources:
            sources[sources.index(stand_in)] = module.output
            break
    else:
        sources.insert(0, module.output)
    extension.sources = sources
    if extension.language != "c++" and asked != "c++":
        # Flags for C (-std=c99) are an error or a warning for a C++ compiler.
        extension.extra_compile_args = [flag for flag in extension.extra_compile_args or []
                                        if not _C_STANDARD.match(flag)]
        if holds_c_text(module.output) and os.name != "nt":
            extension.extra_compile_args.append("-fpermissive")
    extension.language = "c++"
    folder = os.path.dirname(module.source)
    folders = [folder or "."] if os.path.dirname(module.output) != folder else []
    extension.include_dirs = list(extension.include_dirs)
    extension.include_dirs += [each for each in folders + header_folders(module) if each not in extension.include_dirs]
    return extension


def copy_to_build_dir(path: str, build_dir: str) -> str:
    """Copy a hand-written source or header below build_dir, where its generated neighbours are."""
    if os.path.isabs(path) or not os.path.isfile(path):
        return path
    target = os.path.join(build_dir, path)
    os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
    if not os.path.exists(target) or os.path.getmtime(target) < os.path.getmtime(path):
        shutil.copy2(path, target)
    return target


# --- the function ----------------------------------------------------------------------------------------

def cythonize(module_list: Any, exclude: Any = None, nthreads: int = 0, aliases: Any = None, quiet: bool = False,
              force: Optional[bool] = None, language: Optional[str] = None, exclude_failures: bool = False,
              show_all_warnings: bool = False, **options: Any) -> List[Any]:
    """Transpile modules to C++ and return Extension objects for them.

    ``module_list`` is a glob pattern, an Extension (whose sources may be globs and whose name may be
    ``*``), or a list of both. ``exclude`` are patterns of files to leave out, ``aliases`` replaces words in
    '# distutils:' comments, ``force`` (or CYTHON_FORCE_REGEN=1) transpiles what is up to date too,
    ``exclude_failures`` leaves out what does not compile. The other options are those of
    ``cyrite.build.options.default_options``, ``include_path`` and ``openmp`` (adds the flags to all).
    Options in [tool.cyrite] of pyproject.toml are the defaults. Raises cyrite.CompileError.
    """
    given = dict(options, exclude=exclude, nthreads=nthreads, aliases=aliases, quiet=quiet, force=force,
                 language=language, exclude_failures=exclude_failures, show_all_warnings=show_all_warnings)
    given.update(configuration.defaults(given))
    return _cythonize(module_list, **given)


def _cythonize(module_list: Any, *, exclude: Any, nthreads: Optional[int], aliases: Any, quiet: Optional[bool],
               force: Optional[bool], language: Optional[str], exclude_failures: Optional[bool],
               show_all_warnings: bool, as_cython: bool = False, record_folder: Optional[str] = None,
               openmp: bool = False, **options: Any) -> List[Any]:
    if language is not None:
        print(f"Warning: passing language={language!r} to cythonize() is deprecated. "
              f"Instead, put \"# distutils: language={language}\" in your .pyx or .pxd file(s)")
    if force is None:
        force = os.environ.get("CYTHON_FORCE_REGEN") == "1"
    options.setdefault("include_path", ["."])
    keep_depfile = bool(options.get("depfile"))
    compilation = CompilationOptions(**options)
    run = Run(compilation, bool(force), aliases, as_cython, keep_depfile,
              record_folder or (os.path.join(compilation.build_dir, ".cyrite") if compilation.build_dir else None),
              bool(show_all_warnings))
    items = find_modules(module_list, exclude, aliases, language)
    modules = [item for item in items if isinstance(item, Module)]
    for module in modules:
        prepare(module, run)
    transpile_all(modules, run, nthreads or 0, bool(quiet), bool(exclude_failures))
    extensions = []
    failures: List[Module] = []
    for item in items:
        if not isinstance(item, Module):
            if is_shared_module(item, compilation.shared_utility_qualified_name):
                write_shared_module(item, compilation.build_dir)
            extensions.append(item)
        elif item.result is not None and item.result.status:
            failures.append(item)
        else:
            extensions.append(_finished(item, run, openmp))
    _report_failures(failures, bool(exclude_failures))
    return extensions


def _finished(module: Module, run: Run, openmp: bool) -> Any:
    extension = make_extension(module, run)
    if openmp:
        add_openmp(extension)
    if run.options.build_dir:
        for path in extension.depends:
            copy_to_build_dir(path, run.options.build_dir)
        extension.sources = [source if source == module.output else copy_to_build_dir(source, run.options.build_dir)
                             for source in extension.sources]
    return extension


def _report_failures(failures: List[Module], exclude_failures: bool) -> None:
    if not failures:
        return
    if exclude_failures:
        print("Failed compilations: " + ", ".join(sorted(module.name for module in failures)))
        return
    messages = "".join(module.result.messages for module in failures if module.result)
    first = failures[0]
    status = first.result.status if first.result else 1
    if status < 0 or status > 2:
        messages += f"\nthe compiler ended with status {status}: a fault of the compiler, not of the source\n"
    raise CompileError(message=", ".join(module.source for module in failures), source=first.source,
                       messages=messages, status=status)

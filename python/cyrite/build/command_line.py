"""The ``cythonize`` command: transpiles files and packages, and with -b or -i builds them."""
from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import textwrap
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ..errors import CompileError, CyriteError
from . import options as global_options
from .directives import parse_compile_time_env, parse_directive_list
from .extensions import cythonize
from .inlining import build_module, load_module
from .sources import extended_glob, is_package

_EPILOG = """\
Environment variables:
  CYTHON_FORCE_REGEN=1   transpile everything, also what is up to date
  CC, CXX, CFLAGS, ...   as setuptools reads them
"""


class _Directives(argparse.Action):
    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Optional[str] = None) -> None:
        table = dict(getattr(namespace, self.dest) or {})
        try:
            setattr(namespace, self.dest, parse_directive_list(values, relaxed_bool=True, current_settings=table))
        except ValueError as error:
            parser.error(f"Error in compiler directive: {error}")


class _Names(argparse.Action):
    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Optional[str] = None) -> None:
        table = dict(getattr(namespace, self.dest) or {})
        try:
            setattr(namespace, self.dest, parse_compile_time_env(values, table))
        except ValueError as error:
            parser.error(f"Error in compile-time environment: {error}")


class _Options(argparse.Action):
    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Optional[str] = None) -> None:
        table = dict(getattr(namespace, self.dest) or {})
        for item in values.split(","):
            name, equals, value = item.partition("=")
            known = {"true": True, "yes": True, "t": True, "y": True, "1": True,
                     "false": False, "no": False, "f": False, "n": False, "0": False}
            table[name] = known.get(value.lower(), value) if equals else True
        setattr(namespace, self.dest, table)


def create_args_parser() -> argparse.ArgumentParser:
    """The parser of the ``cythonize`` command."""
    parser = argparse.ArgumentParser(prog="cythonize", epilog=_EPILOG,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("-X", "--directive", metavar="NAME=VALUE,...", dest="directives", default={}, action=_Directives,
        help="set a compiler directive")
    add("-E", "--compile-time-env", metavar="NAME=VALUE,...", dest="compile_time_env", default={},
        action=_Names, help="set a compile time environment variable")
    add("-s", "--option", metavar="NAME=VALUE", dest="options", default={}, action=_Options,
        help="set a cythonize option")
    add("-2", dest="language_level", action="store_const", const=2, help="language level 2")
    add("-3", dest="language_level", action="store_const", const=3, help="language level 3")
    add("--3str", dest="language_level", action="store_const", const="3str", help="the same as -3")
    add("-+", "--cplus", dest="language", action="store_const", const="c++", help="treat as C++ modules")
    add("-a", "--annotate", dest="annotate", action="store_const", const="default",
        help="write an HTML report of each source")
    add("--annotate-fullc", dest="annotate", action="store_const", const="fullc",
        help="write an HTML report with all of the C++")
    add("-x", "--exclude", metavar="PATTERN", dest="excludes", action="append", default=[],
        help="leave out files")
    add("-b", "--build", action="store_true", help="build extension modules")
    add("-i", "--inplace", dest="build_inplace", action="store_true",
        help="build extension modules beside their sources (implies -b)")
    add("--timeit", metavar="CODESTRING", dest="benchmark",
        help="build in place, then time CODESTRING in the first module's namespace (implies -i)")
    add("--setup", metavar="CODESTRING", dest="benchmark_setup", help="run before --timeit")
    add("-j", "--parallel", metavar="N", type=int, help="parallel jobs (default: CPU count)")
    add("-f", "--force", action="store_true", default=None, help="transpile what is up to date too")
    add("-q", "--quiet", action="store_true", help="say less")
    add("--lenient", action="store_true", help="ignore some compile time errors")
    add("-k", "--keep-going", action="store_true", help="leave out what does not compile")
    add("--no-docstrings", action="store_true", help="strip docstrings")
    add("-M", "--depfile", action="store_true", help="write depfiles")
    add("sources", nargs="*")
    return parser


def parse_args(arguments: Optional[Sequence[str]]) -> Tuple[argparse.Namespace, List[str]]:
    parser = create_args_parser()
    given, unknown = parser.parse_known_args(arguments)
    for word in unknown:  # sources between options end up here on older Pythons
        if word.startswith("-"):
            parser.error(f"unknown option {word}")
    sources = given.sources + unknown
    if given.benchmark is not None:
        given.build_inplace = True
    elif not sources:
        parser.error("no source files provided")
    given.build = given.build or given.build_inplace
    return given, sources


def _cythonize_options(given: argparse.Namespace) -> Dict[str, Any]:
    options = dict(given.options)
    if given.language_level:
        options["language_level"] = given.language_level
    if given.annotate:
        options["annotate"] = given.annotate
    for name in ("lenient", "no_docstrings"):
        if getattr(given, name):
            _set_globally(name)
    return options


def _set_globally(name: str) -> None:
    if name == "lenient":
        global_options.error_on_unknown_names = False
        global_options.error_on_uninitialized = False
    else:
        global_options.docstrings = False


def _base_folder(path: str) -> str:
    """The folder that must be on sys.path for the module of this source (or package folder)."""
    while not os.path.isdir(path) or is_package(path):
        path = os.path.dirname(path)
    return path


def transpile_paths(paths: Sequence[str], given: argparse.Namespace) -> List[Tuple[str, Any]]:
    """(base folder, Extension) for every module made."""
    options = _cythonize_options(given)
    made: List[Tuple[str, Any]] = []
    for path in paths:
        patterns = [os.path.join(path, "**", "*.{py,pyx}")] if os.path.isdir(path) else [path]
        extensions = cythonize(patterns, nthreads=given.parallel or 0, exclude_failures=given.keep_going,
                               exclude=given.excludes, compiler_directives=given.directives,
                               compile_time_env=given.compile_time_env, force=given.force, quiet=given.quiet,
                               depfile=given.depfile, language=given.language, **options)
        made += [(_base_folder(path), extension) for extension in extensions]
    return made


def build_modules(made: Sequence[Tuple[str, Any]], given: argparse.Namespace) -> None:
    """Build the Extensions, beside their sources or (without -i) below build/."""
    workers = given.parallel if given.parallel is not None else (os.cpu_count() or 1)

    def build(item: Tuple[str, Any]) -> None:
        base, extension = item
        temporary = tempfile.mkdtemp(prefix="cyrite-")
        try:
            folder = base if given.build_inplace else os.path.join("build", "lib")
            _build_one(extension, folder, temporary, bool(given.quiet))
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    with ThreadPoolExecutor(max(1, workers)) as pool:
        futures = [pool.submit(build, item) for item in made]
    errors = [future.exception() for future in futures if future.exception()]
    if errors:
        raise CompileError(message="\n".join(str(error) for error in errors)) from errors[0]


def _build_one(extension: Any, folder: str, temporary: str, quiet: bool) -> None:
    from setuptools.dist import Distribution

    from .command import build_ext
    command = build_ext(Distribution({"ext_modules": [extension]}))
    command.finalize_options()
    command.build_lib = folder
    command.build_temp = temporary
    command.verbose = 0 if quiet else 1
    command.inplace = False
    try:
        command.run()
    except Exception as error:
        raise CompileError(message=f"building {extension.name} failed: {error}") from error


_BENCHMARK = """\
from time import perf_counter as __now
{imports}
def run(__number):
{setup}
    __start = __now()
    for __count in range(__number):
{code}
    return __now() - __start
"""


def benchmark(code: str, setup: Optional[str], module: Optional[str],
              directives: Optional[Dict[str, Any]] = None) -> None:
    """Compile a statement (in the namespace of a module), time it and print the best and the median."""
    source = _BENCHMARK.format(imports=f"from {module} import *" if module else "",
                               setup=textwrap.indent(setup or "pass", " " * 4),
                               code=textwrap.indent(code, " " * 8))
    folder = tempfile.mkdtemp(prefix="cyrite-timeit-")
    name = "cyrite_benchmark"
    try:
        run = load_module(name, build_module(name, source, folder, directives=directives, language_level=3)).run
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    number = 1
    while run(number) < 0.2:
        number *= 2
    times = sorted(run(number) / number for _ in range(9))

    def text(seconds: float) -> str:
        for unit, scale in (("sec", 1.0), ("msec", 1e-3), ("usec", 1e-6)):
            if seconds >= scale:
                return f"{seconds / scale:.3f} {unit}"
        return f"{seconds / 1e-9:.3f} nsec"

    print(f"{number} loops, best of {len(times)}: {text(times[0])} per loop (median: {text(times[4])})")


def main(arguments: Optional[Sequence[str]] = None) -> None:
    """The ``cythonize`` command."""
    given, patterns = parse_args(arguments)
    paths: List[str] = []
    for pattern in patterns:
        found = [os.path.abspath(path) for path in extended_glob(pattern)]
        if not found:
            print(f"{sys.argv[0]}: No such file or directory: '{pattern}'", file=sys.stderr)
            sys.exit(1)
        paths += found
    made = transpile_paths(paths, given)
    if made and given.build:
        build_modules(made, given)
    if given.benchmark is not None:
        if made:
            sys.path.insert(0, made[-1][0])
        benchmark(given.benchmark, given.benchmark_setup, made[-1][1].name if made else None, given.directives)


def run() -> int:
    """main() for the shell: errors are printed, not raised."""
    try:
        main()
    except (CyriteError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(run())

"""compile() and parse_command_line(): Cython's Python interface to its main program, over the executable."""
from __future__ import annotations

import argparse
import os
import sys
from typing import Any, Dict, List, Optional, Sequence, Tuple

from .. import compiler
from ..errors import CompileError
from ..locate import get_executable
from . import options as global_options
from .directives import extra_warnings, parse_compile_time_env, parse_directive_list
from .options import CompilationOptions, command_line, default_options
from .sources import module_name


class CompilationResult:
    """What compile() made of one source."""

    def __init__(self, **facts: Any) -> None:
        self.c_file: Optional[str] = None
        self.h_file: Optional[str] = None
        self.i_file: Optional[str] = None
        self.api_file: Optional[str] = None
        self.listing_file: Optional[str] = None
        self.object_file: Optional[str] = None
        self.extension_file: Optional[str] = None
        self.num_errors = 0
        self.compilation_source: Any = None
        self.messages = ""
        self.__dict__.update(facts)

    def get_generated_source_files(self) -> List[str]:
        return [path for path in (self.c_file, self.h_file, self.i_file, self.api_file) if path]


class CompilationResultSet(Dict[str, CompilationResult]):
    """Results by source, with the number of errors of all."""

    num_errors = 0

    def add(self, source: str, result: CompilationResult) -> None:
        self[source] = result
        self.num_errors += result.num_errors


def _output(source: str, options: CompilationOptions) -> str:
    default = os.path.splitext(source)[0] + (".cpp" if options.cplus else ".c")
    target = options.output_file
    if not target:
        return os.path.join(options.output_dir, os.path.basename(default)) if options.output_dir else default
    if options.working_path:
        target = os.path.join(options.working_path, target)
    return os.path.join(target, os.path.basename(default)) if os.path.isdir(target) else target


def _existing(path: str) -> Optional[str]:
    return path if os.path.exists(path) else None


def compile_single(source: str, options: Any, full_module_name: Optional[str] = None, cache: Any = None,
                   context: Any = None, fingerprint: Any = None) -> CompilationResult:
    """Transpile one source; errors are printed and counted, not raised."""
    options = options if isinstance(options, CompilationOptions) else CompilationOptions(options or default_options)
    output = _output(source, options)
    result = compiler.transpile(source, output, command_line(options), depfile=bool(options.depfile),
                                module_name=full_module_name or options.module_name, as_cython=True)
    if options.errors_to_stderr or not result.status:
        compiler.show(result)
    stem = os.path.splitext(output)[0]
    return CompilationResult(c_file=None if result.status else output, num_errors=1 if result.status else 0,
                             h_file=_existing(stem + ".h"), api_file=_existing(stem + "_api.h"),
                             messages=result.messages, compilation_source=source,
                             embedded_metadata={}, main_source_file=os.path.abspath(source))


def _is_current(source: str, options: CompilationOptions) -> bool:
    output = _output(source, options)
    return os.path.exists(output) and os.path.getmtime(output) >= os.path.getmtime(source)


def compile_multiple(sources: Sequence[str], options: Any, cache: Any = None) -> CompilationResultSet:
    """Transpile several sources; with timestamps only those newer than their outputs."""
    if options.module_name and len(sources) > 1:
        raise RuntimeError("Full module name can only be set for single source compilation")
    results = CompilationResultSet()
    for source in dict.fromkeys(sources):
        if options.timestamps and _is_current(source, options):
            continue
        if options.verbose:
            sys.stderr.write(f"Compiling {source}\n")
        name = options.module_name or module_name(source)
        results.add(source, compile_single(source, options, full_module_name=name))
    return results


def compile(source: Any, options: Any = None, full_module_name: Optional[str] = None,  # noqa: A001
            **keywords: Any) -> Any:
    """Transpile a source (a CompilationResult) or several (a CompilationResultSet)."""
    options = CompilationOptions(options if options is not None else default_options, **keywords)
    if isinstance(source, (str, os.PathLike)):
        source = os.fspath(source)
        if not options.timestamps:
            return compile_single(source, options, full_module_name)
        source = [source]
    return compile_multiple(source, options)


# --- the command line ------------------------------------------------------------------------------------

def _process_wide(name: str) -> type:
    """An action that assigns to a process-wide option, as these flags always did."""
    class Action(argparse.Action):
        def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Optional[str] = None) -> None:
            constant = self.const if self.nargs == 0 else values
            setattr(global_options, name, constant)
    return Action


class _Directives(argparse.Action):
    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Optional[str] = None) -> None:
        try:
            table = parse_directive_list(values, relaxed_bool=True, current_settings=dict(namespace.compiler_directives))
        except ValueError as error:
            parser.error(f"Error in compiler directive: {error}")
        namespace.compiler_directives = table


class _Names(argparse.Action):
    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Optional[str] = None) -> None:
        try:
            table = parse_compile_time_env(values, dict(namespace.compile_time_env or {}))
        except ValueError as error:
            parser.error(f"Error in compile-time environment: {error}")
        namespace.compile_time_env = table


class _ExtraWarnings(argparse.Action):
    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Optional[str] = None) -> None:
        namespace.compiler_directives = {**namespace.compiler_directives, **extra_warnings}


class _Lenient(argparse.Action):
    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Optional[str] = None) -> None:
        global_options.error_on_unknown_names = False
        global_options.error_on_uninitialized = False


def create_cython_argparser() -> argparse.ArgumentParser:
    """The parser of the ``cython`` command (for programs that parse its arguments themselves)."""
    parser = argparse.ArgumentParser(prog="cython", argument_default=argparse.SUPPRESS)
    add = parser.add_argument
    add("-V", "--version", dest="show_version", action="store_const", const=1)
    add("-l", "--create-listing", dest="use_listing_file", action="store_const", const=1)
    add("-I", "--include-dir", dest="include_path", action="append")
    add("-o", "--output-file", dest="output_file")
    add("-t", "--timestamps", dest="timestamps", action="store_const", const=1)
    add("-f", "--force", dest="timestamps", action="store_const", const=0)
    add("-v", "--verbose", dest="verbose", action="count")
    add("-p", "--embed-positions", nargs=0, const=1, action=_process_wide("embed_pos_in_docstring"))
    add("--cleanup", type=int, action=_process_wide("generate_cleanup_code"))
    add("--cache", dest="cache", action="store_true")
    add("-w", "--working", dest="working_path")
    add("--gdb", dest="gdb_debug", action="store_true")
    add("--gdb-outdir", dest="output_dir")
    add("-D", "--no-docstrings", nargs=0, const=False, action=_process_wide("docstrings"))
    add("-a", "--annotate", nargs=0, const="default", action=_process_wide("annotate"))
    add("--annotate-fullc", nargs=0, const="fullc", action=_process_wide("annotate"))
    add("--annotate-coverage", dest="annotate_coverage_xml")
    add("--line-directives", dest="emit_linenums", action="store_true")
    add("-+", "--cplus", dest="cplus", action="store_const", const=1)
    add("--embed", nargs="?", const="main", action=_process_wide("embed"))
    add("--embed-modules", type=lambda text: text.split(","), action=_process_wide("embed_modules"))
    add("-2", dest="language_level", action="store_const", const=2)
    add("-3", dest="language_level", action="store_const", const=3)
    add("--3str", dest="language_level", action="store_const", const="3")
    add("--lenient", nargs=0, action=_Lenient)
    add("--capi-reexport-cincludes", dest="capi_reexport_cincludes", action="store_true")
    add("--fast-fail", nargs=0, const=True, action=_process_wide("fast_fail"))
    add("-Werror", "--warning-errors", nargs=0, const=True, action=_process_wide("warning_errors"))
    add("-Wextra", "--warning-extra", nargs=0, action=_ExtraWarnings)
    add("-X", "--directive", action=_Directives)
    add("-E", "--compile-time-env", action=_Names)
    add("--module-name", dest="module_name")
    add("-M", "--depfile", dest="depfile", action="store_true")
    add("--shared", dest="shared_utility_qualified_name")
    add("sources", nargs="*")
    return parser


def parse_command_line(arguments: Sequence[str]) -> Tuple[CompilationOptions, List[str]]:
    """(options, sources) for the arguments of the ``cython`` command."""
    parser = create_cython_argparser()
    namespace = argparse.Namespace(compiler_directives={}, compile_time_env=None)
    # --embed takes its name only after "=".
    words = ["--embed=main" if word == "--embed" else word for word in arguments]
    given, unknown = parser.parse_known_args(words, namespace)
    for word in unknown:
        if word.startswith("-"):
            parser.error(f"unknown option {word}")
    values = vars(given)
    sources = list(values.pop("sources", [])) + unknown
    for name in [name for name in values if name not in default_options and name != "include_path"]:
        del values[name]
    if values.get("output_file") and len(sources) > 1 and not os.path.isdir(values["output_file"]):
        parser.error("cython: Only one source file allowed when using -o")
    if values.get("module_name") and len(sources) > 1:
        parser.error("cython: Only one source file allowed when using --module-name")
    return CompilationOptions(default_options, **values), sources


def main(command_line: int = 0) -> None:  # noqa: ARG001 - Cython's signature
    """The ``cython`` command in this process's place."""
    command = [get_executable(), "--as-cython", *sys.argv[1:]]
    sys.stdout.flush()
    if os.name == "nt":
        import subprocess
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def setuptools_main() -> None:
    """The entry point ``cython`` of an installed Cython."""
    main(command_line=1)


__all__ = ["CompilationResult", "CompilationResultSet", "CompileError", "compile", "compile_multiple",
           "compile_single", "create_cython_argparser", "main", "parse_command_line", "setuptools_main"]

"""Compilation options: the process-wide ones (module globals that build scripts set), those of one
compilation, and how both become arguments of the executable.

The compat folder gives this very module the name ``Cython.Compiler.Options``.
"""
from __future__ import annotations

import re
import sys
from typing import Any, Dict, List

from .directives import (  # noqa: F401 - part of the interface of this module
    _directive_defaults, changed_defaults, directive_types, extra_warnings, get_directive_defaults,
    parse_compile_time_env, parse_directive_list, parse_directive_value, parse_variable_value)

# --- process-wide options, set by assignment -------------------------------------------------------
docstrings = True
embed_pos_in_docstring = False
pre_import = None
generate_cleanup_code = False
clear_to_none = True
annotate: Any = False
annotate_coverage_xml = None
fast_fail = False
warning_errors = False
error_on_unknown_names = True
error_on_uninitialized = True
convert_range = True
cache_builtins = True
gcc_branch_hints = True
lookup_module_cpdef = False
embed = None
embed_modules: List[str] = []
old_style_globals = False
cimport_from_pyx = False
buffer_max_dims = 8
closure_freelist_size = 8

# --- options of one compilation ----------------------------------------------------------------------
default_options: Dict[str, Any] = {
    "show_version": 0,
    "use_listing_file": 0,
    "errors_to_stderr": 1,
    "cplus": 0,
    "output_file": None,
    "depfile": None,
    "annotate": None,
    "annotate_coverage_xml": None,
    "generate_pxi": 0,
    "capi_reexport_cincludes": 0,
    "working_path": "",
    "timestamps": None,
    "verbose": 0,
    "quiet": 0,
    "compiler_directives": {},
    "embedded_metadata": {},
    "evaluate_tree_assertions": False,
    "emit_linenums": False,
    "relative_path_in_code_position_comments": True,
    "c_line_in_traceback": None,
    "language_level": None,
    "formal_grammar": False,
    "gdb_debug": False,
    "compile_time_env": None,
    "module_name": None,
    "common_utility_include_dir": None,
    "output_dir": None,
    "build_dir": None,
    "cache": None,
    "create_extension": None,
    "np_pythran": False,
    "legacy_implicit_noexcept": None,
    "shared_c_file_path": None,
    "shared_utility_qualified_name": None,
    "shared_utility_features_enabled": None,
    "shared_utility_features_disabled": None,
}
# Accepted by cythonize() beside the options above; the last four are process-wide options that
# may also be given for one call.
EXTRA_OPTIONS = ("include_path", "cache_size", "openmp", "fast_fail", "warning_errors", "docstrings",
                 "embed_pos_in_docstring")


class CompilationOptions:
    """The options of one compilation, checked; attribute per option."""

    def __init__(self, defaults: Any = None, **options: Any) -> None:
        base = defaults.__dict__ if isinstance(defaults, CompilationOptions) else (defaults or default_options)
        merged = {**default_options, **base, **options}
        self.include_path: List[str] = list(merged.pop("include_path", None) or [])
        unknown = sorted(set(merged) - set(default_options) - set(EXTRA_OPTIONS))
        if unknown:
            plural = "s" if len(unknown) > 1 else ""
            raise ValueError(f"got unknown compilation option{plural}, please remove: {', '.join(unknown)}")
        directives = dict(merged["compiler_directives"] or {})
        unknown = sorted(set(directives) - set(get_directive_defaults()))
        if unknown:
            plural = "s" if len(unknown) > 1 else ""
            raise ValueError(f"got unknown compiler directive{plural}: {', '.join(unknown)}")
        merged["compiler_directives"] = directives
        if not merged.get("language_level"):
            merged["language_level"] = (directives.get("language_level")
                                        or get_directive_defaults().get("language_level"))
        self.__dict__.update(merged)


def _directive_text(value: Any) -> List[str]:
    """The texts that follow ``name=`` (one argument each) for a directive's value."""
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value]
    return [str(value)]


def directive_arguments(directives: Dict[str, Any]) -> List[str]:
    """-X arguments for a dict of directives."""
    arguments: List[str] = []
    for name, value in directives.items():
        if value is None or name == "language_level":
            continue
        for text in _directive_text(value):
            arguments += ["-X", f"{name}={text}"]
    return arguments


def compile_time_arguments(names: Dict[str, Any]) -> List[str]:
    """-E arguments for a dict of DEF names; only values that survive as text are possible."""
    arguments: List[str] = []
    for name, value in names.items():
        text = value if isinstance(value, str) else repr(value)
        plain = isinstance(value, (bool, int, float, str, type(None)))
        if not plain or re.search(r"[,\n]", text):
            raise ValueError(f"compile_time_env: the value of {name} must be a plain bool, number or text "
                             f"without commas, got {value!r}")
        arguments += ["-E", f"{name}={text}"]
    return arguments


def language_level_argument(level: Any) -> List[str]:
    """-2, -3 or --3str."""
    if level in (None, ""):
        return []
    text = str(level)
    if text not in ("2", "3", "3str"):
        raise ValueError(f"language_level must be 2, 3 or '3str', got {level!r}")
    return ["--3str"] if text == "3str" else [f"-{text}"]


def _option(options: CompilationOptions, name: str) -> Any:
    """An option of this compilation, else the process-wide one of the same name."""
    value = getattr(options, name, None)
    return value if value is not None else getattr(sys.modules[__name__], name, None)


# option: argument added when the option is true
_SWITCHES = {
    "use_listing_file": "--create-listing",
    "emit_linenums": "--line-directives",
    "gdb_debug": "--gdb",
    "capi_reexport_cincludes": "--capi-reexport-cincludes",
    "fast_fail": "--fast-fail",
    "warning_errors": "--warning-errors",
    "embed_pos_in_docstring": "--embed-positions",
}


def command_line(options: CompilationOptions) -> List[str]:
    """The arguments of the executable for these options, except source, output and module name."""
    arguments = language_level_argument(options.language_level)
    for name, switch in _SWITCHES.items():
        if _option(options, name):
            arguments.append(switch)
    if options.cplus:
        arguments.append("--cplus")
    note = _option(options, "annotate")
    if note:
        arguments.append("--annotate-fullc" if note == "fullc" else "--annotate")
    if _option(options, "annotate_coverage_xml"):
        arguments += ["--annotate-coverage", str(_option(options, "annotate_coverage_xml"))]
    if _option(options, "docstrings") is False:
        arguments.append("--no-docstrings")
    if not (error_on_unknown_names and error_on_uninitialized):
        arguments.append("--lenient")
    if generate_cleanup_code is not False:
        arguments += ["--cleanup", str(int(generate_cleanup_code))]
    if embed:
        arguments.append("--embed" if embed is True or embed == "main" else f"--embed={embed}")
    if embed_modules:
        arguments += ["--embed-modules", ",".join(embed_modules)]
    if options.shared_utility_qualified_name:
        arguments += ["--shared", options.shared_utility_qualified_name]
    directives = {**changed_defaults(), **options.compiler_directives}
    if options.legacy_implicit_noexcept is not None:
        directives.setdefault("legacy_implicit_noexcept", bool(options.legacy_implicit_noexcept))
    arguments += directive_arguments(directives)
    arguments += compile_time_arguments(options.compile_time_env or {})
    for folder in options.include_path:
        arguments += ["-I", str(folder)]
    return arguments

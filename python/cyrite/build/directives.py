"""The compiler directives as Python sees them: names, types, defaults, and how text becomes a value.

``get_directive_defaults()`` returns the live table: a build script that changes it changes the defaults
of every following compilation of this process.
"""
from __future__ import annotations

import codecs
from typing import Any, Callable, Dict, Optional, Union


def one_of(*choices: str, **aliases: str) -> Callable[[str, Any], str]:
    """A directive type that accepts these words only; aliases are accepted and replaced."""
    def check(name: str, value: Any) -> str:
        text = str(value)
        if text not in choices:
            raise ValueError(f"{name} directive must be one of {choices!r}, got {text!r}")
        return aliases.get(text, text)
    return check


def encoding_name(name: str, value: Any) -> str:
    """The encoding in the spelling that the compiler knows (us-ascii and its relatives are "ascii")."""
    text = str(value or "")
    if text.lower() in ("", "default"):
        return text.lower()
    try:
        known = codecs.lookup(text).name
    except LookupError:
        return text
    return {"utf-8": "utf8", "iso8859-1": "iso8859-1"}.get(known, known)


class deferred:  # noqa: N801 - shown as the type's name, as Cython does
    """The type of directives whose value may be an expression (``nogil``, ``gil``)."""


_c_string_type = one_of("bytes", "bytearray", "str", "unicode", unicode="str")
_subinterpreters = one_of("no", "shared_gil", "own_gil")
_signature_format = one_of("c", "clinic", "python")

# name: (default, type)
_TABLE: "Dict[str, tuple[Any, Any]]" = {
    "allow_none_for_extension_args": (True, bool),
    "always_allow_keywords": (True, bool),
    "annotation_typing": (True, bool),
    "auto_cpdef": (False, bool),
    "auto_pickle": (None, bool),
    "autotestdict": (True, bool),
    "autotestdict.all": (False, bool),
    "autotestdict.cdef": (False, bool),
    "binding": (True, bool),
    "boundscheck": (True, bool),
    "c_api_binop_methods": (False, bool),
    "c_compile_guard": ("", str),
    "c_string_encoding": ("", encoding_name),
    "c_string_type": ("bytes", _c_string_type),
    "callspec": ("", str),
    "ccomplex": (False, bool),
    "cdivision": (False, bool),
    "cdivision_warnings": (False, bool),
    "control_flow.dot_annotate_defs": (False, bool),
    "control_flow.dot_output": ("", str),
    "cpow": (None, bool),
    "cpp_locals": (False, bool),
    "experimental_cpp_class_def": (False, bool),
    "embedsignature": (False, bool),
    "embedsignature.format": ("c", _signature_format),
    "emit_code_comments": (True, bool),
    "fast_getattr": (False, bool),
    "fast_gil": (False, bool),
    "formal_grammar": (False, bool),
    "freethreading_compatible": (False, bool),
    "gil": (False, deferred),
    "infer_types": (None, bool),
    "infer_types.verbose": (False, bool),
    "initializedcheck": (True, bool),
    "iterable_coroutine": (False, bool),
    "language_level": (None, str),
    "legacy_implicit_noexcept": (False, bool),
    "linetrace": (False, bool),
    "nogil": (False, deferred),
    "nonecheck": (False, bool),
    "np_pythran": (False, bool),
    "old_style_globals": (False, bool),
    "optimize.inline_defnode_calls": (True, bool),
    "optimize.unpack_method_calls": (True, bool),
    "optimize.unpack_method_calls_in_pyinit": (False, bool),
    "optimize.use_switch": (True, bool),
    "overflowcheck": (False, bool),
    "overflowcheck.fold": (True, bool),
    "preliminary_late_includes_cy28": (False, bool),
    "profile": (False, bool),
    "py2_import": (False, bool),
    "remove_unreachable": (True, bool),
    "set_initial_path": (None, str),
    "show_performance_hints": (True, bool),
    "subinterpreters_compatible": ("no", _subinterpreters),
    "test_assert_c_code_has": ([], list),
    "test_assert_path_exists": ([], list),
    "test_body_needs_exception_handling": (None, bool),
    "test_fail_if_c_code_has": ([], list),
    "test_fail_if_path_exists": ([], list),
    "type_version_tag": (True, bool),
    "unraisable_tracebacks": (True, bool),
    "warn": (None, type(None)),
    "warn.deprecated.DEF": (False, bool),
    "warn.deprecated.IF": (True, bool),
    "warn.maybe_uninitialized": (False, bool),
    "warn.multiple_declarators": (True, bool),
    "warn.undeclared": (False, bool),
    "warn.unreachable": (True, bool),
    "warn.unused": (False, bool),
    "warn.unused_arg": (False, bool),
    "warn.unused_result": (False, bool),
    "with_gil": (False, bool),
    "wraparound": (True, bool),
}

directive_types: Dict[str, Any] = {name: row[1] for name, row in _TABLE.items()}
_directive_defaults: Dict[str, Any] = {
    name: list(row[0]) if isinstance(row[0], list) else row[0] for name, row in _TABLE.items()}
# What -Wextra turns on.
extra_warnings = {"warn.maybe_uninitialized": True, "warn.unreachable": True, "warn.unused": True}


def get_directive_defaults() -> Dict[str, Any]:
    """The live table of defaults; changing it changes every later compilation of this process."""
    return _directive_defaults


def changed_defaults() -> Dict[str, Any]:
    """The defaults that a build script has changed in ``get_directive_defaults()``."""
    return {name: value for name, value in _directive_defaults.items()
            if name not in _TABLE or value != _TABLE[name][0]}


def parse_directive_value(name: str, value: Any, relaxed_bool: bool = False) -> Any:
    """The text of a directive's value as a Python value; None for a name that is not a directive."""
    kind = directive_types.get(name)
    if kind is None:
        return None
    if kind is bool:
        text = str(value)
        if relaxed_bool:
            text = {"true": "True", "yes": "True", "false": "False", "no": "False"}.get(text.lower(), text)
        if text not in ("True", "False"):
            raise ValueError(f"{name} directive must be set to True or False, got '{value}'")
        return text == "True"
    if kind is str:
        return str(value)
    if kind is deferred or kind is type(None):
        return value
    if kind is list:
        return [value]
    return kind(name, value)


def parse_directive_list(text: str, relaxed_bool: bool = False, ignore_unknown: bool = False,
                         current_settings: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
    """``name=value,name=value`` as a dict; ``warn.all=True`` sets every directive below ``warn.``."""
    result = {} if current_settings is None else current_settings
    for item in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (part.strip() for part in item.partition("="))
        if not equals:
            raise ValueError(f'Expected "=" in option "{item}"')
        group = name[:-3] if name.endswith(".all") and name not in directive_types else None
        members = [known for known in directive_types if group and known.startswith(group)]
        if members:
            for known in members:
                result[known] = parse_directive_value(known, value, relaxed_bool)
        elif name not in directive_types:
            if not ignore_unknown:
                raise ValueError(f'Unknown option: "{name}"')
        elif directive_types[name] is list:
            result.setdefault(name, []).append(value)
        else:
            result[name] = parse_directive_value(name, value, relaxed_bool)
    return result


def parse_variable_value(text: str) -> Union[bool, int, float, str, None]:
    """The value of a compile-time (DEF) name given as text."""
    words: Dict[str, Any] = {"True": True, "False": False, "None": None}
    if text in words:
        return words[text]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def parse_compile_time_env(text: str, current_settings: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
    """``NAME=value,NAME=value`` as a dict."""
    result = {} if current_settings is None else current_settings
    for item in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (part.strip() for part in item.partition("="))
        if not equals:
            raise ValueError(f'Expected "=" in option "{item}"')
        result[name] = parse_variable_value(value)
    return result

"""``# distutils: key = value`` comments: reading, merging through cimports, aliases, applying."""
from __future__ import annotations

import re
import warnings
from typing import Any, Dict, Iterable, List, Mapping, Optional

# key: (kind, passed on through cimports). A comment of a cimported .pxd adds to the importer's.
KEYS = {
    "name": ("text", False),
    "sources": ("list", False),
    "define_macros": ("list", False),
    "undef_macros": ("list", False),
    "libraries": ("list", True),
    "library_dirs": ("list", True),
    "runtime_library_dirs": ("list", True),
    "include_dirs": ("list", True),
    "extra_objects": ("list", False),
    "extra_compile_args": ("list", True),
    "extra_link_args": ("list", True),
    "export_symbols": ("list", False),
    "depends": ("list", True),
    "language": ("text", True),
    "np_pythran": ("bool", True),
}
LIST_KEYS = tuple(key for key, (kind, _) in KEYS.items() if kind == "list")
_COMMA_WORDS = re.compile(r'''\s*(?:"([^"]*)"|'([^']*)'|([^,"']+?))\s*(?:,|$)''')

Settings = Dict[str, Any]


def parse_list(text: str) -> List[str]:
    """``a b "c d"`` or ``[a, "b, c"]`` as a list of words."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        found = _COMMA_WORDS.findall(text[1:-1])
        return [a or b or c.strip() for a, b, c in found]
    found = re.findall(r'''"([^"]*)"|'([^']*)'|(\S+)''', text)
    return [a or b or c for a, b, c in found]


def _value(key: str, text: str) -> Any:
    kind = KEYS[key][0]
    if kind == "text":
        return text
    if kind == "bool":
        if text not in ("True", "False"):
            warnings.warn(f"the '{key}' option requires 'True' or 'False', got {text!r}", stacklevel=2)
        return text.lower() in ("true", "1", "yes", "on", "y", "t")
    words = parse_list(text)
    if key == "define_macros":
        return [tuple(word.split("=", 1)) if "=" in word else (word, None) for word in words]
    return words


def from_source(text: str, path: str = "") -> Settings:
    """The settings in the comments at the top of a source (they end at the first line of code)."""
    settings: Settings = {}
    for line in text.lstrip("\ufeff").splitlines():
        line = line.strip()
        if not line:
            continue
        if not line.startswith("#"):
            break
        found = re.match(r"#\s*(distutils|cython):\s*([\w.]+)\s*=\s*(.*)$", line)
        if not found:
            continue
        tool, key, value = found.groups()
        if key in KEYS:
            settings[key] = _value(key, value.strip())
        elif tool == "distutils":
            raise ValueError(f"{path}: unknown '# distutils:' key '{key}'; known are {', '.join(KEYS)}")
    return settings


def from_file(path: str) -> Settings:
    with open(path, encoding="utf-8", errors="replace") as file:
        head = []
        for line in file:
            head.append(line)
            if line.strip() and not line.lstrip("\ufeff \t\f").startswith("#"):
                break
    return from_source("".join(head), path)


def from_extension(extension: Any) -> Settings:
    """What an Extension object was given."""
    settings: Settings = {}
    for key in KEYS:
        value = getattr(extension, key, None)
        if value and key not in ("name", "sources", "np_pythran"):
            settings[key] = list(value) if isinstance(value, (list, tuple)) else value
    return settings


def merge_cimported(settings: Settings, cimported: Settings) -> None:
    """Add the settings of a cimported file that are passed on."""
    for key, value in cimported.items():
        kind, passed_on = KEYS[key]
        if not passed_on:
            continue
        if kind == "list":
            mine = settings.setdefault(key, [])
            settings[key] = mine + [item for item in value if item not in mine]
        elif kind == "bool":
            settings[key] = bool(settings.get(key)) or bool(value)
        else:
            settings.setdefault(key, value)


def with_base(settings: Settings, base: Settings) -> Settings:
    """The comments' settings over those of the Extension: lists are joined where passed on, else replaced."""
    merged = dict(settings)
    for key, value in base.items():
        kind, passed_on = KEYS[key]
        if key not in merged:
            merged[key] = list(value) if kind == "list" else value
        elif kind == "list" and passed_on:
            merged[key] = merged[key] + [item for item in value if item not in merged[key]]
    return merged


def resolve_aliases(settings: Settings, aliases: Optional[Mapping[str, Any]]) -> Settings:
    """Replace values that name an alias given to cythonize()."""
    if not aliases:
        return settings
    resolved: Settings = {}
    for key, value in settings.items():
        if KEYS[key][0] == "list":
            items: List[Any] = []
            for item in value:
                known = aliases[item] if isinstance(item, str) and item in aliases else item
                items += known if isinstance(known, list) else [known]
            resolved[key] = items
        else:
            resolved[key] = aliases[value] if isinstance(value, str) and value in aliases else value
    return resolved


def collect(source: str, cimported: Iterable[str], aliases: Optional[Mapping[str, Any]],
            base: Optional[Settings]) -> Settings:
    """All settings of a module: its source, what it cimports, the aliases, the Extension object."""
    settings = from_file(source)
    for path in cimported:
        merge_cimported(settings, from_file(path))
    settings = resolve_aliases(settings, aliases)
    return with_base(settings, base) if base else settings

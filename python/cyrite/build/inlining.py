"""inline(): compiles a piece of code with the caller's variables as typed arguments and runs it."""
from __future__ import annotations

import builtins
import hashlib
import importlib.machinery
import importlib.util
import inspect
import os
import re
import sys
import tempfile
import textwrap
from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple

from .. import compiler
from ..errors import CompileError
from ..locate import get_version

_IDENTIFIER = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_LITERALS = re.compile(r'''("""|\'\'\').*?\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*''', re.S)
_MODULE_LEVEL = re.compile(r"(cimport\b|from\s+[\w.]+\s+cimport\b|cdef\s+class\b|cdef\s+extern\b|ctypedef\b|include\b)")
_loaded: Dict[str, Callable[..., Any]] = {}


def unsafe_type(value: Any, context: Any = None) -> str:
    """The C type of an argument; ints become C longs, which is why it is unsafe."""
    return "long" if type(value) is int else safe_type(value, context)


def safe_type(value: Any, context: Any = None) -> str:
    """The type of an argument that holds every value of it."""
    kind = type(value)
    if kind in (list, tuple, dict, str):
        return kind.__name__
    if kind is complex:
        return "double complex"
    if kind is float:
        return "double"
    if kind is bool:
        return "bint"
    if kind.__module__ == "numpy" and kind.__name__ == "ndarray":
        return f"numpy.ndarray[numpy.{value.dtype.name}_t, ndim={value.ndim}]"
    return "object"


def names_in(code: str) -> List[str]:
    """Identifiers of the code outside strings and comments, each once."""
    return list(dict.fromkeys(_IDENTIFIER.findall(_LITERALS.sub("''", code))))


def cache_folder(lib_dir: Optional[str] = None) -> str:
    if lib_dir:
        return lib_dir
    home = os.environ.get("CYTHON_CACHE_DIR") or os.path.join(os.path.expanduser("~"), ".cyrite")
    folder = os.path.join(home, "inline")
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError:
        folder = os.path.join(tempfile.gettempdir(), "cyrite-inline")
    return folder


def split_code(code: str) -> Tuple[str, str]:
    """(module-level declarations, the statements that go into a function)."""
    declarations: List[str] = []
    body: List[str] = []
    target = body
    for line in code.splitlines():
        if line.strip() and not line[0].isspace():
            target = declarations if _MODULE_LEVEL.match(line) else body
        target.append(line)
    return "\n".join(declarations), "\n".join(body)


def module_source(code: str, parameters: List[Tuple[str, str]]) -> str:
    declarations, body = split_code(code)
    if any(kind.startswith("numpy.") for _, kind in parameters):
        declarations = "cimport numpy\n" + declarations
    names = ", ".join(f"{kind} {name}" for name, kind in parameters)
    body = textwrap.indent(body or "pass", "    ")
    return f"{declarations}\ndef __invoke({names}):\n{body}\n    return locals()\n"


def build_module(name: str, source: str, folder: str, *, include_dirs: Iterable[str] = (),
                 directives: Optional[Dict[str, Any]] = None, language_level: Any = None, quiet: bool = True,
                 cplus: bool = False) -> str:
    """Write, transpile and build a module in the folder; the path of the shared library."""
    from .extensions import extension_class
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name + ".pyx")
    with open(path, "w", encoding="utf-8") as file:
        file.write(source)
    folders = list(include_dirs)
    if re.search(r"^\s*c?import\s+numpy|^\s*from\s+numpy", source, re.M):
        try:
            import numpy
            folders.append(numpy.get_include())
        except ImportError:
            pass
    extension = extension_class()(name, [path], include_dirs=folders, language="c++" if cplus else None)
    options: Dict[str, Any] = {"compiler_directives": directives or {}, "include_path": folders + ["."]}
    if language_level is not None:
        options["language_level"] = language_level
    return build_extension(extension, folder, quiet=quiet, **options)


def build_extension(extension: Any, folder: str, quiet: bool = True, temporary: Optional[str] = None,
                    **options: Any) -> str:
    """Transpile and build one Extension into the folder (not into packages); the library's path."""
    from setuptools.dist import Distribution

    from .command import build_ext
    from .extensions import _cythonize
    given: Dict[str, Any] = dict(exclude=None, nthreads=1, aliases=None, quiet=quiet, force=None, language=None,
                                 exclude_failures=False, show_all_warnings=False)
    given.update(options)
    built = _cythonize([extension], record_folder=os.path.join(folder, ".cyrite"), **given)
    command = build_ext(Distribution({"ext_modules": built}))
    command.finalize_options()
    command.extensions = built
    command.build_lib = folder
    command.build_temp = temporary or os.path.join(folder, "temporary")
    command.inplace = False
    with _quiet_output(quiet):
        command.run()
    return os.path.join(folder, command.get_ext_filename(command.get_ext_fullname(built[0].name)))


class _quiet_output:  # noqa: N801
    """Hold back the C++ compiler's commands; show all of it if the build fails."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet

    def __enter__(self) -> None:
        if self.quiet:
            sys.stdout.flush()
            sys.stderr.flush()
            self.file = tempfile.TemporaryFile()
            self.saved = [os.dup(1), os.dup(2)]
            os.dup2(self.file.fileno(), 1)
            os.dup2(self.file.fileno(), 2)

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        if not self.quiet:
            return
        sys.stdout.flush()
        sys.stderr.flush()
        for number, saved in zip((1, 2), self.saved):
            os.dup2(saved, number)
            os.close(saved)
        self.file.seek(0)
        text = self.file.read().decode("utf-8", "replace")
        self.file.close()
        if kind is not None and issubclass(kind, (Exception, SystemExit)) and not issubclass(kind, CompileError):
            raise CompileError(message="the C++ compiler failed", messages=text + f"\n{error}") from error


def load_module(name: str, path: str) -> Any:
    """Import a built module from its file."""
    loader = importlib.machinery.ExtensionFileLoader(name, path)
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def cython_inline(code: str, get_type: Callable[..., str] = unsafe_type, lib_dir: Optional[str] = None,
                  cython_include_dirs: Optional[Iterable[str]] = None,
                  cython_compiler_directives: Optional[Dict[str, Any]] = None, force: bool = False,
                  quiet: bool = False, locals: Optional[Dict[str, Any]] = None,  # noqa: A002
                  globals: Optional[Dict[str, Any]] = None, language_level: Any = None,  # noqa: A002
                  caller_depth: int = 1, **arguments: Any) -> Any:
    """Run code; its free names are looked up in the arguments, the caller's locals and globals."""
    code = textwrap.dedent(code)
    if "\n" not in code.strip():
        code = code.strip()
    frame = inspect.currentframe()
    for _ in range(caller_depth):
        frame = frame.f_back if frame is not None and frame.f_back is not None else frame
    local_names = frame.f_locals if locals is None and frame is not None else locals or {}
    global_names = frame.f_globals if globals is None and frame is not None else globals or {}
    values = dict(arguments)
    for name in names_in(code):
        if name in values or name == "cython":
            continue
        if name in local_names:
            values[name] = local_names[name]
        elif name in global_names and not hasattr(builtins, name):
            values[name] = global_names[name]
    parameters = [(name, get_type(value, None)) for name, value in sorted(values.items())]
    key = repr((code, parameters, sys.version_info, sys.executable, get_version(), compiler.identity(),
                sorted((cython_compiler_directives or {}).items()), language_level))
    module_name = "_cyrite_inline_" + hashlib.sha256(key.encode("utf-8")).hexdigest()[:24]
    if force or module_name not in _loaded:
        _loaded[module_name] = _load(module_name, module_source(code, parameters), cache_folder(lib_dir), force,
                                     cython_include_dirs or (), cython_compiler_directives, language_level, quiet)
    return _loaded[module_name](*[values[name] for name, _ in parameters])


def _load(name: str, source: str, folder: str, force: bool, include_dirs: Iterable[str],
          directives: Optional[Dict[str, Any]], language_level: Any, quiet: bool) -> Callable[..., Any]:
    suffix = importlib.machinery.EXTENSION_SUFFIXES[0]
    library = os.path.join(folder, name + suffix)
    if force or not os.path.exists(library):
        library = build_module(name, source, folder, include_dirs=include_dirs, directives=directives,
                               language_level=language_level or "3", quiet=True)
    return load_module(name, library).__invoke  # noqa: SLF001


class RuntimeCompiledFunction:
    """``cython.compile``: a function whose body is compiled for the types of its arguments."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._body = _body_of(inspect.getsource(function))
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        bound = inspect.signature(self._function).bind(*args, **keywords)
        bound.apply_defaults()
        return cython_inline(self._body, locals=dict(bound.arguments), globals=self._function.__globals__)


def _body_of(source: str) -> str:
    """The statements of a function's source."""
    import ast
    source = textwrap.dedent(source)
    function = ast.parse(source).body[0]
    first = function.body[0]  # type: ignore[attr-defined]
    lines = source.splitlines()
    if first.lineno == function.lineno:  # type: ignore[attr-defined]
        return lines[first.lineno - 1][first.col_offset:]
    return textwrap.dedent("\n".join(lines[first.lineno - 1:]))

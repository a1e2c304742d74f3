"""The notebook magics: %%cyrite (and %%cython where Cython's own is absent) compile a cell and import it."""

from __future__ import annotations

import hashlib
import importlib.machinery
import os
import subprocess
import sys
from typing import Any, Dict, List, Optional

from IPython.core import magic_arguments
from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.display import HTML

from . import compiler
from .build.inlining import build_extension, load_module
from .errors import CompileError
from .locate import get_version

_argument = magic_arguments.argument


def _folder() -> str:
    try:
        from IPython.paths import get_ipython_cache_dir

        base = get_ipython_cache_dir()
    except (ImportError, OSError):
        base = os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(base, "cyrite")
    os.makedirs(folder, exist_ok=True)
    return folder


def _options() -> List[Any]:
    """The options of the cell magics."""
    return [
        magic_arguments.magic_arguments(),
        _argument(
            "-a",
            "--annotate",
            action="store_const",
            const="default",
            dest="annotate",
            help="Show the annotation report of the cell.",
        ),
        _argument(
            "--annotate-fullc",
            action="store_const",
            const="fullc",
            dest="annotate",
            help="Show the annotation report with all of the C++.",
        ),
        _argument(
            "-+", "--cplus", action="store_true", default=False, help="Treat the cell as a C++ module."
        ),
        _argument(
            "-3",
            dest="language_level",
            action="store_const",
            const="3",
            default=None,
            help="Language level 3 (the default).",
        ),
        _argument(
            "-2",
            dest="language_level",
            action="store_const",
            const="2",
            default=None,
            help="Language level 2.",
        ),
        _argument(
            "-f",
            "--force",
            action="store_true",
            default=False,
            help="Compile again even if this cell was compiled before.",
        ),
        _argument(
            "-c", "--compile-args", action="append", default=[], help="Arguments for the C++ compiler."
        ),
        _argument("--link-args", action="append", default=[], help="Arguments for the linker."),
        _argument("-l", "--lib", action="append", default=[], help="Link with this library."),
        _argument("-n", "--name", help="A name for the module."),
        _argument(
            "-L",
            dest="library_dirs",
            metavar="dir",
            action="append",
            default=[],
            help="Search this folder for libraries.",
        ),
        _argument(
            "-I", "--include", action="append", default=[], help="Search this folder for headers and .pxd."
        ),
        _argument("-S", "--src", action="append", default=[], help="Compile this C or C++ file too."),
        _argument(
            "--pgo",
            dest="pgo",
            action="store_true",
            default=False,
            help="Run the cell once to collect a profile, then compile it for that.",
        ),
        _argument(
            "--verbose",
            dest="quiet",
            action="store_false",
            default=True,
            help="Show the commands of the C++ compiler.",
        ),
    ]


def _with_options(function: Any) -> Any:
    for decorator in reversed(_options()):
        function = decorator(function)
    return function


@magics_class
class CyriteMagics(Magics):
    """%%cyrite"""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self._modules: Dict[str, Any] = {}

    @_with_options
    @cell_magic
    def cyrite(self, line: str, cell: str) -> Any:
        """Compile a cell and import its public names."""
        return self._compile_cell(magic_arguments.parse_argstring(self.cyrite, line), line, cell)

    @_with_options
    @cell_magic
    def cyrite_inline(self, line: str, cell: str) -> Any:
        """Compile and run a cell with the notebook's variables; its ``return`` value is the result."""
        from .build.inlining import cython_inline

        given = magic_arguments.parse_argstring(self.cyrite_inline, line)
        try:
            return cython_inline(
                cell,
                locals=self.shell.user_ns,
                globals={},
                force=given.force,
                language_level=given.language_level,
                cython_include_dirs=given.include,
            )
        except CompileError as error:
            print(error, file=sys.stderr)
            return None

    def _compile_cell(self, given: Any, line: str, cell: str) -> Any:
        code = cell if cell.endswith("\n") else cell + "\n"
        key = repr((code, line, sys.version_info, sys.executable, get_version(), compiler.identity()))
        digest = hashlib.sha256(key.encode("utf-8")).hexdigest()[:32]
        name = str(given.name) if given.name else f"_cyrite_magic_{digest}"
        if given.force or given.name:
            digest = f"{digest}_{len(self._modules)}"
        folder = os.path.join(_folder(), digest)
        suffix = importlib.machinery.EXTENSION_SUFFIXES[0]
        library = os.path.join(folder, name + suffix)
        source = os.path.join(folder, name + ".pyx")
        report = os.path.join(folder, name + ".html")
        needed = given.force or not os.path.exists(library) or (given.annotate and not os.path.exists(report))
        if needed:
            try:
                library = self._build(name, source, code, folder, given)
            except CompileError as error:
                print(error, file=sys.stderr)
                return None
        module = load_module(name, library)
        sys.modules[name] = module
        self._modules[digest] = module
        self._import_all(module)
        if given.annotate:
            return HTML(_inline_report(report))
        return None

    def _build(self, name: str, source: str, code: str, folder: str, given: Any) -> str:
        from .build.extensions import extension_class

        os.makedirs(folder, exist_ok=True)
        with open(source, "w", encoding="utf-8") as file:
            file.write(code)
        include_dirs = list(map(str, given.include)) + _numpy_include(code)
        extension = extension_class()(
            name,
            [source, *map(os.path.abspath, map(str, given.src))],
            include_dirs=include_dirs,
            library_dirs=list(map(str, given.library_dirs)),
            extra_compile_args=list(given.compile_args),
            extra_link_args=list(given.link_args),
            libraries=list(map(str, given.lib)),
            language="c++" if given.cplus else None,
        )
        options: Dict[str, Any] = {
            "annotate": given.annotate,
            "force": bool(given.force) or None,
            "language_level": given.language_level or "3",
            "include_path": [os.getcwd(), *include_dirs],
        }
        if given.pgo:
            _collect_profile(extension, folder, name, options)
        return build_extension(extension, folder, quiet=given.quiet, **options)

    def _import_all(self, module: Any) -> None:
        names = getattr(module, "__all__", None)
        if names is None:
            names = [name for name in vars(module) if not name.startswith("_")]
        for name in names:
            self.shell.user_ns[name] = getattr(module, name)


@magics_class
class CythonMagics(CyriteMagics):
    """%%cython, for notebooks written for Cython's magic."""

    @_with_options
    @cell_magic
    def cython(self, line: str, cell: str) -> Any:
        """Compile a cell and import its public names."""
        return self._compile_cell(magic_arguments.parse_argstring(self.cython, line), line, cell)

    @cell_magic
    def cython_inline(self, line: str, cell: str) -> Any:
        """Compile and run a cell with the notebook's variables."""
        return self.cyrite_inline(line, cell)


def _numpy_include(code: str) -> List[str]:
    if "numpy" not in code:
        return []
    try:
        import numpy
    except ImportError:
        return []
    return [numpy.get_include()]


def _collect_profile(extension: Any, folder: str, name: str, options: Dict[str, Any]) -> None:
    """Build with counters, import the module in a process of its own, then ask for the profile's use.

    The cell must do its work when it is imported for the profile to say something.
    """
    profile = os.path.join(folder, "profile")
    os.makedirs(profile, exist_ok=True)
    compile_args, link_args = list(extension.extra_compile_args), list(extension.extra_link_args)
    counting = ["-fprofile-generate", f"-fprofile-dir={profile}"]
    extension.extra_compile_args, extension.extra_link_args = compile_args + counting, link_args + counting
    # Both builds must write the same object file: its name is the profile's name.
    library = build_extension(
        extension, os.path.join(folder, "counting"), temporary=os.path.join(folder, "temporary"), **options
    )
    program = (
        "import sys; from importlib.machinery import ExtensionFileLoader as L; import importlib.util as u; "
        "s = u.spec_from_file_location(sys.argv[1], sys.argv[2], loader=L(sys.argv[1], sys.argv[2])); "
        "m = u.module_from_spec(s); s.loader.exec_module(m)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, name, library], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(
            f"--pgo: the profiling run failed and the profile may be empty:\n{done.stderr}", file=sys.stderr
        )
    using = ["-fprofile-use", "-fprofile-correction", "-Wno-missing-profile", f"-fprofile-dir={profile}"]
    extension.extra_compile_args, extension.extra_link_args = compile_args + using, link_args + using
    for parent, _, files in os.walk(os.path.join(folder, "temporary")):
        for file in files:
            if file.endswith((".o", ".obj")):
                os.remove(os.path.join(parent, file))


def _inline_report(path: str) -> str:
    """The report in a frame of its own, so that its styles and scripts stay apart from the notebook's."""
    import html

    with open(path, encoding="utf-8") as file:
        content = file.read()
    height = min(720, 160 + 20 * content.count("<li") if "<li" in content else 480)
    return (
        f'<iframe title="annotation report" srcdoc="{html.escape(content, quote=True)}" '
        f'style="width: 100%; height: {height}px; border: 1px solid #8886; resize: vertical"></iframe>'
    )


def _has_magic(shell: Any, name: str) -> bool:
    return name in shell.magics_manager.magics.get("cell", {})


def load_ipython_extension(shell: Any, cython: Optional[bool] = None) -> None:
    """Register %%cyrite; and %%cython, unless Cython's own is loaded or installed.

    ``cython=True`` registers %%cython in any case (the compat folder stands in Cython's place).
    """
    if cython is None:
        cython = not _has_magic(shell, "cython") and not _real_cython()
    shell.register_magics(CyriteMagics)
    if cython:
        shell.register_magics(CythonMagics)


def _real_cython() -> bool:
    """Whether the Cython that can be imported is Cython itself, not our stand-in."""
    import importlib.util

    try:
        spec = importlib.util.find_spec("Cython")
    except (ImportError, ValueError):
        return False
    from .locate import get_compat_dir

    return bool(spec and spec.origin) and not os.path.abspath(spec.origin).startswith(get_compat_dir())

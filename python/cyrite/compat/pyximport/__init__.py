"""Stand-in for pyximport: compile .pyx files when they are imported."""

import Cython as _Cython  # noqa: F401 - makes cyrite importable
from cyrite import import_hook as _hook
from cyrite.import_hook import build_module, handle_dependencies, load_module, uninstall

DEBUG_IMPORT = False


def install(*args, **options):
    """cyrite.import_hook.install; what a module raises while it is imported becomes an ImportError."""
    return _hook.install(*args, errors_as_import_errors=True, **options)


__all__ = ["build_module", "handle_dependencies", "install", "load_module", "uninstall"]

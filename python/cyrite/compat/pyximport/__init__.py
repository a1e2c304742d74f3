"""Stand-in for pyximport: compile .pyx files when they are imported."""
import Cython as _Cython  # noqa: F401 - makes cyrite importable
from cyrite.import_hook import build_module, handle_dependencies, install, load_module, uninstall  # noqa: F401

__all__ = ["build_module", "handle_dependencies", "install", "load_module", "uninstall"]

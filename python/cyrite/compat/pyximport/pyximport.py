"""pyximport.pyximport: the same functions under the inner name."""

from pyximport import build_module, handle_dependencies, install, load_module, uninstall

__all__ = ["build_module", "handle_dependencies", "install", "load_module", "uninstall"]

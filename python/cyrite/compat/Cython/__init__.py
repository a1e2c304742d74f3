"""Stand-in for the package Cython: the parts that build scripts use, done by cyrite.

This folder is put on PYTHONPATH by itself (``cyrite compat`` prints it), perhaps of a Python that has no
cyrite installed; so the package cyrite is loaded from where this file is.
"""

import importlib.util as _util
import os as _os
import sys as _sys

__version__ = "3.3.1"


def _load_cyrite():
    if "cyrite" in _sys.modules:
        return
    folder = _os.path.dirname(_os.path.dirname(_os.path.dirname(_os.path.abspath(__file__))))
    spec = _util.spec_from_file_location(
        "cyrite", _os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    module = _util.module_from_spec(spec)
    _sys.modules["cyrite"] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del _sys.modules["cyrite"]
        raise


_load_cyrite()


def __getattr__(name):
    # Void cython.* names, without loading them for a build.
    if name.startswith("__"):
        raise AttributeError(name)
    from cyrite import shadow

    return getattr(shadow, name)


def load_ipython_extension(shell):
    """``%load_ext Cython``"""
    from cyrite.jupyter import load_ipython_extension as load

    load(shell, cython=True)

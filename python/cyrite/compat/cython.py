"""Stand-in for the module cython: names for uncompiled runs of pure-Python-mode code."""

import Cython  # noqa: F401 - makes cyrite importable
from cyrite.shadow import *  # noqa: F401,F403
from cyrite.shadow import __getattr__  # noqa: F401
from Cython import __version__, load_ipython_extension  # noqa: F401

if __name__ == "__main__":
    from cyrite.__main__ import main

    raise SystemExit(main())

del Cython  # noqa: F821

"""Cython.Shadow is the shadow module of cyrite."""

import sys

from cyrite import shadow

sys.modules[__name__] = shadow

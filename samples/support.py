"""What a sample tells the demo: rows of the speed-up table, and directives switched on and off."""
from dataclasses import dataclass
from typing import Callable, Optional


@dataclass
class Row:
    """`python` is the plain Python program (None: too slow to run), `compiled` ours, `numpy` NumPy's way, if there is one.

    All give the same result. `baseline_scale`: the Python program does 1/scale of the work; then `expected` gives the result to compare with.
    `numba`: (name, source of f, arguments); `pandas`: a function of the pandas module. Both only run in the full demo.
    """
    name: str
    python: Optional[Callable]
    compiled: Callable
    numpy: Optional[Callable] = None
    baseline_scale: float = 1.0
    expected: Optional[Callable] = None
    numba: Optional[tuple] = None
    pandas: Optional[Callable] = None


@dataclass
class Toggle:
    """The same kernel with a directive at its safe setting and at its fast one."""
    name: str
    safe: Callable
    fast: Callable

"""What a sample tells the demo: rows of the speed-up table, and directives switched on and off."""
from dataclasses import dataclass
from typing import Callable, Optional


@dataclass
class Native:
    """The same kernel in C++ (plain.cpp) or C: its prototype, what it is called with, and what the result is then.

    A NumPy array is passed as the pointer to its first element. `result`: a function of what the call returned.
    """
    prototype: str
    arguments: tuple
    result: Callable = lambda returned: returned


@dataclass
class Row:
    """`python` is the plain Python program (None: too slow to run), `compiled` ours, `numpy` NumPy's way, if there is one.

    All give the same result. `baseline_scale`: the Python program does 1/scale of the work; then `expected` gives the result to compare with.
    `numba`: (source of f, arguments), `parallel` in it makes Numba use threads; `pandas`, `scipy`: a function of that package. These
    only run in the full demo, as does the same .pyx compiled by Cython: rows(module) is called with that module too.
    """
    name: str
    python: Optional[Callable]
    compiled: Callable
    numpy: Optional[Callable] = None
    native: Optional[Native] = None
    baseline_scale: float = 1.0
    expected: Optional[Callable] = None
    numba: Optional[tuple] = None
    pandas: Optional[Callable] = None
    scipy: Optional[Callable] = None


@dataclass
class Toggle:
    """The same kernel with a directive at its safe setting and at its fast one."""
    name: str
    safe: Callable
    fast: Callable

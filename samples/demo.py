#!/usr/bin/env python3
"""Builds the samples, checks every result against plain Python or NumPy, and prints one table of speed-ups."""
import argparse
import importlib.util
import os
import subprocess
import sys
import time

# Before NumPy, Numba or OpenMP start: they read these once.
os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("NUMBA_NUM_THREADS", "2")
# Its threads wait for each other by spinning: on a busy machine a small product would take a thousand times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.join(HERE, "build")
sys.path.insert(0, HERE)
PACKAGES = ["Cython", "Numba", "pandas", "SciPy", "cffi ABI", "cffi API"]


def samples():
    return sorted(name for name in os.listdir(HERE) if os.path.exists(os.path.join(HERE, name, "sample.py")))


def build(names):
    sources = [os.path.join(name, name + ".pyx") for name in names]
    print("Building %d samples with `cyrite build --annotate` ..." % len(names), flush=True)
    start = time.time()
    subprocess.check_call(["cyrite", "build", "--annotate", "--compile-arg=-O3", "--compile-arg=-march=native", "--compile-arg=-w"] + sources, cwd=HERE)
    print("built in %.1f s\n" % (time.time() - start))


def best_time(function, budget=0.4):
    """The fastest of several runs; calls that take less than a millisecond are timed in batches."""
    start = time.perf_counter()
    function()
    once = time.perf_counter() - start
    calls = max(1, int(1e-3 / max(once, 1e-7)))
    best, spent = once if calls == 1 else float("inf"), once
    for _ in range(50):
        if spent > budget and best < float("inf"):
            break
        start = time.perf_counter()
        for _ in range(calls):
            function()
        taken = time.perf_counter() - start
        best, spent = min(best, taken / calls), spent + taken
    return best


def agrees(got, wanted):
    import numpy as np
    if isinstance(wanted, tuple):
        return len(got) == len(wanted) and all(agrees(g, w) for g, w in zip(got, wanted))
    got, wanted = np.asarray(got), np.asarray(wanted)
    return got.shape == wanted.shape and np.allclose(got, wanted, rtol=1e-7, atol=1e-9)


def load(name):
    sys.path.insert(0, os.path.join(HERE, name))
    spec = importlib.util.spec_from_file_location("sample_" + name, os.path.join(HERE, name, "sample.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def milliseconds(seconds):
    return "%9s" % "-" if seconds is None else "%9.3f" % (seconds * 1e3) if seconds > 1e-5 else "%9.5f" % (seconds * 1e3)


def times(slow, fast):
    ratio = slow / fast if slow and fast else None
    return "%8s" % "-" if ratio is None else "%7.0fx" % ratio if ratio >= 100 else "%7.2fx" % ratio


def numba_call(row):
    import math

    import numba
    import numpy as np
    space = {"np": np, "math": math, "prange": numba.prange}
    source, arguments = row.numba
    exec(source, space)
    function = numba.njit(space["f"], parallel="prange" in source)
    return lambda: function(*arguments)


class Comparison:
    """The other ways to run a row: what there is of them depends on --full."""

    def __init__(self, table, full):
        import plain
        self.plain, self.path, self.cython_modules = plain, plain.build_library(BUILD), {}
        self.columns = PACKAGES if full else []
        if full:
            import by_cython
            prototypes = sorted({row.native.prototype for _, rows in table for row in rows if row.native})
            self.abi = plain.cffi_abi(self.path, prototypes)
            self.api = plain.cffi_api(self.path, prototypes, BUILD)
            print("Compiling the same samples with Cython ...", flush=True)
            start = time.time()
            paths = by_cython.build([name for name, rows in table if rows], os.path.join(BUILD, "by_cython"))
            self.cython_modules = {name: by_cython.load(name, path) for name, path in paths.items()}
            print("built in %.1f s\n" % (time.time() - start))

    def cplusplus(self, row):
        return self.plain.by_ctypes(self.path, row.native) if row.native else None

    def others(self, row, in_cython):
        """A function for each of `columns`, None where the row has nothing of the kind."""
        import pandas
        import scipy
        return [in_cython.compiled, numba_call(row) if row.numba else None,
                (lambda: row.pandas(pandas)) if row.pandas else None, (lambda: row.scipy()) if row.scipy else None,
                self.plain.by_cffi(*self.abi, row.native) if row.native else None,
                self.plain.by_cffi(*self.api, row.native) if row.native else None]


def measure(row, comparison, in_cython):
    """Prints a row; the number of results that are wrong."""
    wanted = (row.expected or row.python or row.numpy)()
    native = comparison.cplusplus(row)
    others = comparison.others(row, in_cython) if comparison.columns else []
    names = ["Cyrite", "NumPy", "C++"] + comparison.columns
    functions = [row.compiled, row.numpy, native] + others
    wrong = [name for name, function in zip(names, functions) if function and not agrees(function(), wanted)]
    ours, numpy, cplusplus, *rest = [best_time(function) if function else None for function in functions]
    python = best_time(row.python) * row.baseline_scale if row.python else None
    cells = [milliseconds(python), milliseconds(numpy), milliseconds(cplusplus), milliseconds(ours)]
    cells += [times(python, ours), times(numpy, ours), times(cplusplus, ours)] + [milliseconds(each) for each in rest]
    print("%-29s %s" % (row.name, " ".join(cells)) + ("   WRONG: " + ", ".join(wrong) if wrong else ""), flush=True)
    return len(wrong)


def print_table(table, loaded, comparison):
    heads = ["Python", "NumPy", "C++", "Cyrite"]
    line = " ".join("%9s" % each for each in heads) + " " + " ".join("%8s" % each for each in ("/Python", "/NumPy", "/C++"))
    line += "".join(" %9s" % each for each in comparison.columns)
    print("%-29s %s" % ("times in milliseconds", line))
    wrong = 0
    for name, rows in table:
        again = list(loaded[name].rows(comparison.cython_modules[name])) if name in comparison.cython_modules else rows
        for row, in_cython in zip(rows, again):
            wrong += measure(row, comparison, in_cython)
    print("/Python: how many times faster than Python; the same for NumPy and C++ (called by ctypes).")
    return wrong


def print_toggles(loaded):
    wrong = 0
    print("\n%-29s %9s %9s %8s" % ("directives", "safe", "off", "gain"))
    for module in loaded.values():
        for toggle in module.toggles() if hasattr(module, "toggles") else ():
            good = agrees(toggle.safe(), toggle.fast())
            wrong += not good
            safe, fast = best_time(toggle.safe), best_time(toggle.fast)
            print("%-29s %s %s %s%s" % (toggle.name, milliseconds(safe), milliseconds(fast), times(safe, fast), "" if good else "   WRONG"))
    return wrong


def print_bridge():
    """C functions handed to and taken from Numba, ctypes, cffi and SciPy."""
    print("\nC functions between packages (samples/numba_bridge):", flush=True)
    subprocess.check_call(["cyrite", "build", "numba_bridge/numba_bridge.pyx"], cwd=HERE)
    return subprocess.call([sys.executable, os.path.join(HERE, "numba_bridge", "bridge.py")])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="compare with Cython, Numba, pandas, SciPy and cffi too")
    options = parser.parse_args()
    names = samples()
    build(names)
    loaded = {name: load(name) for name in names}
    table = [(name, list(module.rows())) for name, module in loaded.items()]
    bad = print_table(table, loaded, Comparison(table, options.full)) + print_toggles(loaded)
    if options.full:
        bad += print_bridge()
    print("\nReports that say which lines are slow, and why:")
    for name in names:
        path = os.path.join("build", "cyrite", name, name + ".html")
        print("  samples/%s" % path if os.path.exists(os.path.join(HERE, path)) else "  (no report for %s)" % name)
    print("\n%d results wrong" % bad if bad else "\nAll results agree.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Builds the samples, checks every result against plain Python or NumPy, and prints one table of speed-ups."""
import argparse
import importlib
import os
import subprocess
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("NUMBA_NUM_THREADS", "2")
# Its threads wait for each other by spinning: on a busy machine a small product would take a thousand times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)


def samples():
    return sorted(name for name in os.listdir(HERE) if os.path.exists(os.path.join(HERE, name, "sample.py")))


def build(names):
    sources = [os.path.join(name, name + ".pyx") for name in names]
    print("Building %d samples with `cyrite build --annotate` ..." % len(names), flush=True)
    start = time.time()
    subprocess.check_call(["cyrite", "build", "--annotate", "--compile-arg=-O3", "--compile-arg=-march=native", "--compile-arg=-w"] + sources, cwd=HERE)
    print("built in %.1f s\n" % (time.time() - start))


def best_time(function, budget=0.4):
    best, spent = float("inf"), 0.0
    for _ in range(50):
        start = time.perf_counter()
        function()
        taken = time.perf_counter() - start
        best, spent = min(best, taken), spent + taken
        if spent > budget:
            break
    return best


def agrees(got, wanted):
    import numpy as np
    if isinstance(wanted, tuple):
        return all(agrees(g, w) for g, w in zip(got, wanted))
    return np.allclose(np.asarray(got), np.asarray(wanted), rtol=1e-7, atol=1e-9)


def load(name):
    sys.path.insert(0, os.path.join(HERE, name))
    spec = importlib.util.spec_from_file_location("sample_" + name, os.path.join(HERE, name, "sample.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def milliseconds(seconds):
    return "%9.3f" % (seconds * 1e3) if seconds is not None else "%9s" % "-"


def times(slow, fast):
    return "%7.1fx" % (slow / fast) if slow and fast else "%8s" % "-"


def measure(row, full):
    reference = row.expected or row.python or row.numpy
    wrong = not agrees(row.compiled(), reference())
    ours = best_time(row.compiled)
    python = best_time(row.python) * row.baseline_scale if row.python else None
    numpy = best_time(row.numpy) if row.numpy else None
    line = "%-30s %s %s %s %s %s" % (row.name, milliseconds(python), milliseconds(numpy), milliseconds(ours), times(python, ours), times(numpy, ours))
    if full:
        line += extra_columns(row, ours, reference)
    print(line + ("   WRONG RESULT" if wrong else ""), flush=True)
    return wrong


def extra_columns(row, ours, reference):
    out = ""
    if row.numba:
        import numba
        import numpy as np
        space = {"np": np}
        exec(row.numba[1], space)
        function = numba.njit(space["f"])
        assert agrees(function(*row.numba[2]), reference())
        out += "   numba %s" % times(best_time(lambda: function(*row.numba[2])), ours).strip()
    if row.pandas:
        import pandas
        assert agrees(row.pandas(pandas), reference())
        out += "   pandas %s" % times(best_time(lambda: row.pandas(pandas)), ours).strip()
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="compare with Numba and pandas too")
    options = parser.parse_args()
    names = samples()
    build(names)
    print("%-30s %9s %9s %9s %8s %8s" % ("times in milliseconds", "Python", "NumPy", "Cyrite", "/Python", "/NumPy"))
    bad, toggles = 0, []
    for name in names:
        module = load(name)
        for row in module.rows():
            bad += measure(row, options.full)
        toggles += list(module.toggles()) if hasattr(module, "toggles") else []
    print("\n%-30s %9s %9s %8s" % ("directives", "safe", "off", "gain"))
    for toggle in toggles:
        assert agrees(toggle.safe(), toggle.fast())
        safe, fast = best_time(toggle.safe), best_time(toggle.fast)
        print("%-30s %s %s %7.2fx" % (toggle.name, milliseconds(safe), milliseconds(fast), safe / fast))
    print("\nReports that say which lines are slow, and why:")
    for name in names:
        path = os.path.join("build", "cyrite", name + ".html")
        print("  samples/%s" % path if os.path.exists(os.path.join(HERE, path)) else "  (no report for %s)" % name)
    print("\n%d results wrong" % bad if bad else "\nAll results agree.")
    return 1 if bad else 0


if __name__ == "__main__":
    import importlib.util
    sys.exit(main())

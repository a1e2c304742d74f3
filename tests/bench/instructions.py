#!/usr/bin/env python3
"""Counts the machine instructions of three kernels and of transpiling one large file, by callgrind, and fails when one grew by over 5 %.

    instructions.py [--compiler cyrite] [--update]

Counts do not depend on how busy the machine is, but they do on the C++ compiler and on Python: instructions.json holds one set for each
pair that somebody has measured with --update. For a pair that is not there the counts are printed and nothing is judged. The last line is
`N passed, N failed`.
"""
import argparse, json, os, pathlib, platform, re, shutil, subprocess, sys, sysconfig, tempfile

here = pathlib.Path(__file__).resolve().parent
BASELINE = here / "instructions.json"
TOLERANCE = 1.05
PREPARE = "import kernels, array; x = array.array('d', range(20000)); i = array.array('i', range(300)); r = array.array('i', [0] * 301); v = memoryview(bytearray(8 * 3600)).cast('B').cast('d', (60, 60)); w = memoryview(bytearray(8 * 3600)).cast('B').cast('d', (60, 60))"
# How often each is called: Python's own start varies by a hundred thousand instructions, which must not matter.
KERNELS = {
    "total": (600, "kernels.total(x)"),
    "stencil": (1200, "kernels.stencil(v, w)"),
    "edit_distance": (40, "kernels.edit_distance(i, i, r)"),
}


def instructions(command, cwd):
    environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], cwd=cwd, env=environment,
                          capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        raise RuntimeError("%s\n%s" % (" ".join(command), done.stderr[-2000:]))
    return int(found[1])


def large_program():
    """About 3,000 lines of what a numeric module is made of."""
    lines = ["cdef double helper(double x) noexcept nogil:", "    return x * x", ""]
    for k in range(200):
        lines += ["def work_%d(double[:] data, list names, int n=%d, **options):" % (k, k), '    """Sums what is there."""',
                  "    cdef Py_ssize_t i", "    cdef double s = 0", "    found = {}", "    for i in range(data.shape[0]):",
                  "        if data[i] > n:", "            s += helper(data[i])", "    for name in names:",
                  "        found[name] = f'{name}: {s:.3f}'", "    if not found and options.get('strict'):",
                  "        raise ValueError('nothing in %r' % (names,))", "    return s, sorted(found.items())", ""]
    return "\n".join(lines) + "\n"


def measure(compiler):
    counts = {}
    with tempfile.TemporaryDirectory(prefix="cyrite-instructions-") as folder:
        pathlib.Path(folder, "large.pyx").write_text(large_program())
        counts["transpile"] = instructions([compiler, "-3", "large.pyx", "-o", "large.cpp"], folder)
        subprocess.check_call([compiler, "-3", str(here / "kernels.pyx"), "-o", "kernels.cpp"], cwd=folder)
        subprocess.check_call(["g++", "-O2", "-DNDEBUG", "-fwrapv", "-w", "-shared", "-fPIC", "-I" + sysconfig.get_paths()["include"], "kernels.cpp",
                               "-o", "kernels" + sysconfig.get_config_var("EXT_SUFFIX")], cwd=folder)
        python = [os.path.realpath(sys.executable), "-S", "-E", "-c"]
        run = lambda call: instructions([*python, "import sys; sys.path.insert(0, '.'); " + PREPARE + call], folder)
        idle = run("")
        for name, (times, call) in KERNELS.items():
            counts[name] = run("\nfor _ in range(%d): %s" % (times, call)) - idle
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="cyrite")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        print("valgrind is not installed: nothing is counted\n0 passed, 0 failed")
        return 0
    gxx = subprocess.check_output(["g++", "-dumpfullversion"], text=True).strip()
    pair = "g++ %s, Python %s, %s" % (gxx, platform.python_version(), platform.machine())
    known = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    counts = measure(shutil.which(options.compiler) or os.path.abspath(options.compiler))
    if options.update:
        known[pair] = counts
        BASELINE.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
    expected = known.get(pair)
    failed = 0
    for name, count in counts.items():
        before = expected[name] if expected else None
        grown = bool(before) and count > before * TOLERANCE
        failed += grown
        print("%-14s %12d instructions%s" % (name, count, ", %+.1f %% of %d%s" % (100 * (count / before - 1), before, ": FAILED" if grown else "") if before else ""))
    if not expected:
        print("no counts are known for %s: nothing is judged" % pair)
    print("%d passed, %d failed" % (len(counts) - failed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

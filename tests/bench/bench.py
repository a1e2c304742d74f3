#!/usr/bin/env python3
"""Times our kernels and object programs beside Cython, Numba, mypyc, C++ and CPython, in one run.

    bench.py [--compiler cyrite] [--reps 9] [--only RE] [--markdown FILE]

Each round times every build once, in turn; a figure is the least over the rounds, as a ratio to hand-written C++ (numeric kernels) or to
CPython (object programs). What is not installed is left out. Builds: `safe` is the language's default, `fast` is boundscheck=False,
wraparound=False, cdivision=True. --markdown writes the table that docs/performance.md includes.
"""
import argparse, ctypes, importlib.util, math, pathlib, re, shutil, subprocess, sys, sysconfig, tempfile, time

here = pathlib.Path(__file__).resolve().parent
CXX_FLAGS = ["-O3", "-DNDEBUG", "-fwrapv", "-fopenmp", "-w", "-shared", "-fPIC"]
FAST = ["-X", "boundscheck=False", "-X", "wraparound=False", "-X", "cdivision=True"]
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise RuntimeError("%s\n%s%s" % (" ".join(map(str, command)), done.stdout[-2000:], done.stderr[-2000:]))


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def build_cython(command, source, folder, flags):
    """The module that a compiler of the language makes of the source."""
    folder.mkdir(parents=True)
    output = folder / (source.stem + ".cpp")
    run([*command, "-3", *flags, str(source), "-o", str(output)])
    library = folder / (source.stem + SUFFIX)
    run(["g++", *CXX_FLAGS, "-I" + sysconfig.get_paths()["include"], str(output), "-o", str(library)])
    return load(source.stem, library)


def build_mypyc(folder):
    folder.mkdir(parents=True)
    shutil.copy(here / "objects.py", folder)
    run([sys.executable, "-m", "mypyc", "objects.py"], cwd=folder)
    return load("objects", next(folder.glob("objects*.so")))


def compilers(options):
    found = {"cyrite": [options.compiler]}
    if importlib.util.find_spec("Cython"):
        found["cython"] = [sys.executable, "-m", "cython", "--cplus"]
    return found


# ---- numeric kernels: (name, arguments of the module's function, arguments of the C++ function and its result)
def numeric_cases():
    import numpy as np
    rng = np.random.default_rng(1)
    x, y = rng.random(200_000), rng.random(200_000)
    out = np.zeros(200_000)
    small = [rng.random((120, 120)) for _ in range(2)]
    product, grid = np.zeros((120, 120)), np.zeros((400, 400))
    plane = rng.random((400, 400))
    a, b = rng.integers(0, 4, 500, dtype=np.int32), rng.integers(0, 4, 500, dtype=np.int32)
    row = np.zeros(501, dtype=np.int32)
    n = len(x)
    return [
        ("total", (x,), (x, n), "d"),
        ("strided_total", (x, 3), (x, n, 3), "d"),
        ("parallel_total", (x,), (x, n), "d"),
        ("norm", (x, y), (x, y, n), "d"),
        ("matmul", (*small, product), (*small, product, 120), None),
        ("stencil", (plane, grid), (plane, grid, 400), None),
        ("edit_distance", (a, b, row), (a, b, row, 500, 500), "i"),
        ("moving_average", (x, out, 50), (x, out, n, 50), None),
    ]


def c_call(library, name, arguments, result):
    function = getattr(library, name)
    function.restype = {"d": ctypes.c_double, "i": ctypes.c_int, None: None}[result]
    plain = [ctypes.c_ssize_t(a) if isinstance(a, int) else ctypes.c_void_p(a.ctypes.data) for a in arguments]
    return lambda: function(*plain)


def numeric_variants(options, folder):
    modules = {}
    for name, command in compilers(options).items():
        for form, flags in (("safe", []), ("fast", FAST)):
            modules["%s %s" % (name, form)] = build_cython(command, here / "kernels.pyx", folder / name / form, flags)
    if importlib.util.find_spec("numba"):
        modules["numba"] = load("kernels_numba", here / "kernels_numba.py")
    library = folder / "kernels_reference.so"
    run(["g++", *CXX_FLAGS, str(here / "kernels.cpp"), "-o", str(library)])
    reference = ctypes.CDLL(str(library))
    cases = {}
    for name, arguments, c_arguments, result in numeric_cases():
        calls = {"C++": c_call(reference, name, c_arguments, result)}
        for variant, module in modules.items():
            calls[variant] = lambda f=getattr(module, name), a=arguments: f(*a)
        cases[name] = calls
    return "C++", cases


def object_variants(options, folder):
    source = here / "objects.py"
    modules = {"CPython": load("objects_plain", source)}
    for name, command in compilers(options).items():
        modules[name] = build_cython(command, source, folder / ("objects_" + name), ["-X", "annotation_typing=False"])
    if importlib.util.find_spec("mypyc"):
        modules["mypyc"] = build_mypyc(folder / "mypyc")
    names = [name for name in dir(modules["CPython"]) if name.startswith("run_")]
    return "CPython", {name[4:]: {variant: getattr(module, name) for variant, module in modules.items()} for name in names}


def least_times(calls, reps):
    """Seconds of each call; every round times all of them, so that what disturbs the machine disturbs all."""
    best = dict.fromkeys(calls, math.inf)
    values = {variant: call() for variant, call in calls.items()}  # also warms up
    expected = next(iter(values.values()))
    for variant, value in values.items():
        if isinstance(expected, float) and isinstance(value, float) and math.isclose(value, expected, rel_tol=1e-9):
            continue
        if value != expected:
            raise SystemExit("%s gives %r, expected %r" % (variant, value, expected))
    for _ in range(reps):
        for variant, call in calls.items():
            start = time.perf_counter()
            call()
            best[variant] = min(best[variant], time.perf_counter() - start)
    return best


def table(base, cases, reps):
    rows, variants = {}, []
    for name, calls in cases.items():
        best = least_times(calls, reps)
        rows[name] = {variant: seconds / best[base] for variant, seconds in best.items() if variant != base}
        variants = list(rows[name])
    lines = ["| ratio to %s | %s |" % (base, " | ".join(variants)), "|---" * (len(variants) + 1) + "|"]
    lines += ["| %s | %s |" % (name, " | ".join("%.2f" % row[v] for v in variants)) for name, row in rows.items()]
    means = [math.exp(sum(math.log(row[v]) for row in rows.values()) / len(rows)) for v in variants]
    return lines + ["| **geometric mean** | %s |" % " | ".join("**%.2f**" % m for m in means)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="cyrite")
    parser.add_argument("--reps", type=int, default=9)
    parser.add_argument("--only", default="")
    parser.add_argument("--markdown", type=pathlib.Path)
    options = parser.parse_args()
    text = []
    with tempfile.TemporaryDirectory(prefix="cyrite-bench-") as folder:
        for title, make in (("Numeric kernels", numeric_variants), ("Programs of Python objects", object_variants)):
            base, cases = make(options, pathlib.Path(folder))
            cases = {name: calls for name, calls in cases.items() if re.search(options.only, name)}
            if cases:
                text += ["**%s**" % title, "", *table(base, cases, options.reps), ""]
                print("\n".join(text[-len(cases) - 6:]), flush=True)
    if options.markdown:
        options.markdown.write_text("\n".join(text))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Checks the .pxd files of includes/ with Cython's own front end and with the C++ compiler.

usage: check_includes.py [--cython PYTHON] [--only PREFIX] [--no-compile]

1. Every module parses, and declares what Cython's module of that name declares, maybe more: the same names with the
   same types, exception values and nogil. What differs on purpose is listed in includes_differences.txt
   (`name<TAB>reason`); a difference that is not listed, and a listed one that is none, both fail.
2. Every C function that a module declares is called with arguments of its declared types, Cython compiles the calls
   to C++ and the C++ compiler checks them against the headers. Names that this system or this Python does not have
   are listed in includes_absent.txt. For C++ the program includes_libcpp.pyx takes the place of the calls.

PYTHON is an interpreter that has Cython 3.3.1 and NumPy installed; without it nothing is checked. The last line is
`N passed, N failed`.
"""
import argparse
import collections
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
INCLUDES = os.path.join(ROOT, "includes")
CYTHON = "3.3.1"
# Libraries of C++ are templates: their calls are checked by a program of their own.
CALLED = ("libc.", "posix.", "cpython.", "openmp")
LIBCPP_PROGRAM = os.path.join(HERE, "includes_libcpp.pyx")
MISSING = re.compile(
    r"error: .*?[‘']([\w:]+)[’'](?: was not declared| has not been declared| is not a member| does not name)")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cython", default=sys.executable, help="interpreter with Cython")
    parser.add_argument("--only", default="", help="modules whose name begins so")
    parser.add_argument("--no-compile", action="store_true")
    return parser.parse_args()


def read_list(name):
    entries = {}
    with open(os.path.join(HERE, name)) as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                key, _, reason = line.rstrip("\n").partition("\t")
                entries[key] = reason
    return entries


def module_names(root):
    for folder, _, files in sorted(os.walk(root)):
        for file in sorted(files):
            if file.endswith(".pxd"):
                relative = os.path.relpath(os.path.join(folder, file), root)[:-4]
                yield relative.replace(os.sep, ".").removesuffix(".__init__")


def matches(pattern, name):
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) is not None


def compare(ours, theirs, only):
    """The differences as `module:name`, each with what is said on both sides."""
    found = {}
    for module in sorted(theirs):
        if not module.startswith(only):
            continue
        mine = ours.get(module)
        if mine is None:
            found[module] = "missing"
            continue
        for name in sorted(theirs[module]):
            left, right = theirs[module][name], mine.get(name)
            if left != right:
                found[f"{module}:{name}"] = f"\n    Cython: {left}\n    ours:   {right}"
    return found


def check_facts(results, only):
    import includes_facts
    import Cython
    theirs_root = os.path.join(os.path.dirname(Cython.__file__), "Includes")
    ours, our_errors = includes_facts.collect(INCLUDES, list(module_names(INCLUDES)))
    theirs, _ = includes_facts.collect(theirs_root, list(module_names(theirs_root)))
    for module, message in our_errors:
        results.append((False, f"{module}: {message}"))
    accepted = read_list("includes_differences.txt")
    used = set()
    for name, text in compare(ours, theirs, only).items():
        rule = next((pattern for pattern in accepted if matches(pattern, name)), None)
        if rule:
            used.add(rule)
        else:
            results.append((False, f"{name}: {text}"))
    if not only:
        results.extend((False, f"includes_differences.txt: {rule}: no difference") for rule in set(accepted) - used)
    for module in ours:
        if module.startswith(only):
            results.append((True, module))


def run_compiler(source, folder):
    """Translates one .pyx by Cython and checks the C++; returns what is missing and the other errors."""
    output = os.path.splitext(source)[0] + ".cpp"
    translate = [sys.executable, "-m", "cython", "--cplus", "-3", "-I", INCLUDES, source, "-o", output]
    done = subprocess.run(translate, capture_output=True, text=True, cwd=folder)
    if done.returncode:
        return set(), [done.stdout + done.stderr]
    import numpy
    flags = ["-std=c++20", "-fsyntax-only", "-fpermissive", "-w", "-fopenmp", "-fmax-errors=0"]
    headers = ["-I", sysconfig.get_paths()["include"], "-I", numpy.get_include()]
    compiler = os.environ.get("CXX", "g++")
    done = subprocess.run([compiler, *flags, *headers, output], capture_output=True, text=True, cwd=folder)
    errors = [line for line in done.stderr.splitlines() if "error:" in line]
    missing = {found[1] for found in map(MISSING.search, errors) if found}
    return missing, [line for line in errors if not MISSING.search(line)]


def check_calls(results, only, folder):
    import includes_facts
    absent = read_list("includes_absent.txt")
    for module in module_names(INCLUDES):
        if not module.startswith(CALLED) or not module.startswith(only) or module.endswith("._thread_state"):
            continue
        calls, skipped = includes_facts.calls_of(INCLUDES, module)
        if module == "cpython.array":
            # Cython adds code of its own to a module of that name
            shutil.copy(os.path.join(INCLUDES, "cpython", "array.pxd"), os.path.join(folder, "renamed_array.pxd"))
            calls = calls.replace("from cpython.array cimport", "from renamed_array cimport")
        source = os.path.join(folder, "use_" + module.replace(".", "_") + ".pyx")
        with open(source, "w") as file:
            file.write(calls)
        missing, errors = run_compiler(source, folder)
        unknown = sorted(name for name in missing if name not in absent)
        results.append((not unknown and not errors, f"{module}: missing {unknown} {' '.join(errors[:4])}"))
        if skipped:
            print(f"{module}: not called: {' '.join(skipped)}")
    if "libcpp.".startswith(only) or only.startswith("libcpp."):
        source = shutil.copy(LIBCPP_PROGRAM, folder)
        missing, errors = run_compiler(source, folder)
        results.append((not missing and not errors, f"libcpp: missing {sorted(missing)} {' '.join(errors[:8])}"))


def main():
    options = parse_arguments()
    if options.cython != sys.executable:
        again = ["--only", options.only] + (["--no-compile"] if options.no_compile else [])
        os.execv(options.cython, [options.cython, os.path.abspath(__file__), *again])
    try:
        import Cython
    except ImportError:
        print("Cython is not installed: not checked\n0 passed, 0 failed")
        return 0
    if Cython.__version__ != CYTHON:
        print(f"Cython {Cython.__version__} is not {CYTHON}: not checked\n0 passed, 0 failed")
        return 0
    sys.path.insert(0, HERE)
    results = []
    check_facts(results, options.only)
    if not options.no_compile:
        with tempfile.TemporaryDirectory() as folder:
            check_calls(results, options.only, folder)
    counts = collections.Counter(passed for passed, _ in results)
    for passed, text in results:
        if not passed:
            print("FAILED", text)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())

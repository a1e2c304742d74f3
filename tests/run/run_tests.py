#!/usr/bin/env python3
"""Compiles every module of tests/run and runs its doctests; plain .py modules must agree with CPython itself.

usage: run_tests.py [--compiler CMD] [--python PYTHON] [-j N] [-k WORD] [--cxx-flags FLAGS] [--leaks] [--sanitize]

The head of a module may hold `# needs: MODULE` (left out where it is missing), `# flags: ...` for cyrite,
`# cxx: ...` for the C++ compiler, `# level: 2`, `# keeps: N` references that each round of the leak hunt keeps on purpose. With --leaks each module's tests run several times and a growing count of references
or blocks fails (needs a debug build of Python). With --sanitize a wrong access to memory or undefined behaviour ends the module. The last line is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import doctest
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
import modules  # noqa: E402

PACKAGE = os.path.join(HERE, "..", "..", "python")
sys.path[:0] = [PACKAGE, os.path.join(PACKAGE, "cyrite", "compat")]


def header(path):
    found = {"needs": [], "flags": [], "cxx": [], "level": ["3"], "keeps": []}
    with open(path, encoding="utf-8") as file:
        for line in file:
            match = re.match(r"#\s*(needs|flags|cxx|level|keeps)\s*:\s*(.*)", line)
            if match:
                found[match[1]] = shlex.split(match[2])
            elif line.strip() and not line.startswith("#"):
                break
    return found


def run_in_cpython(path):
    """The doctests of a plain Python module, interpreted: the meaning that the compiled one must have.
    `import cython` finds the module that comes with Cyrite."""
    spec = importlib.util.spec_from_file_location("plain_" + os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    failed, tried = doctest.testmod(module)
    return failed == 0 and tried > 0


def agrees_with_cpython(path):
    """Doctests take over sys.stdout and may change builtins: each module has a process to itself."""
    done = subprocess.run([sys.executable, os.path.abspath(__file__), "--interpreted", path], capture_output=True, text=True)
    return done.returncode == 0


def run_one(path, target, options):
    head = header(path)
    missing = [name for name in head["needs"] if not target.has(name)]
    if missing:
        return modules.Outcome("absent", "needs " + ", ".join(missing))
    name = os.path.basename(path).rsplit(".", 1)[0]
    with tempfile.TemporaryDirectory(prefix="cyrite-run-") as scratch:
        for file in os.listdir(HERE):  # companions: NAME.pxd, NAME_*.pxd, NAME_*.h ...
            if file.startswith(name) and not file.endswith(".pyx"):
                shutil.copy(os.path.join(HERE, file), scratch)
        shutil.copy(path, scratch)
        done = modules.transpile(target, os.path.basename(path), name + ".cpp", scratch, ["-" + head["level"][0], "-X", "autotestdict=False", "-I", HERE] + head["flags"])
        if not done.passed:
            return done
        library = os.path.join(scratch, name + target.suffix)
        flags = head["cxx"] + (["-I" + target.numpy] if target.numpy else []) + ["-I" + HERE] + shlex.split(options.cxx_flags)
        done = modules.compile_module(target, os.path.join(scratch, name + ".cpp"), library, flags)
        if not done.passed:
            return done
        done = modules.run_module(target, name, library, repeat=modules.LEAK_ROUNDS if options.leaks else 1)
        if done.passed and done.facts["examples"] == 0:
            return modules.Outcome("run", "no example ran")
        left = modules.leak(done, int(head["keeps"][0]) if head["keeps"] else 0)
        if done.passed and left:
            return modules.Outcome("leak", left)
        if done.passed and path.endswith(".py") and not agrees_with_cpython(path):
            return modules.Outcome("run", "CPython itself disagrees with the examples")
        return done


def use_sanitizers(target):
    """AddressSanitizer sees the interpreter's objects too once its own allocator is off."""
    target.cxx_flags += shlex.split("-g1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -Wno-maybe-uninitialized")  # as GCC advises
    found = [subprocess.check_output([*target.cxx, "-print-file-name=" + name], text=True).strip() for name in ("libasan.so", "libstdc++.so")]
    target.run_env = {"LD_PRELOAD": ":".join(os.path.realpath(name) for name in found), "PYTHONMALLOC": "malloc",
                      "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1", "UBSAN_OPTIONS": "print_stacktrace=1"}


def known_failures(version):
    """Modules that are known to fail, each with its reason; `NAME@3.13` says it of one Python. The list only shrinks."""
    here = "@%d.%d" % tuple(version[:2])
    with open(os.path.join(HERE, "known_failures.txt"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t", 1) for line in file if line.strip() and not line.startswith("#")]
    return {name.replace(here, ""): reason for name, reason in rows if "@" not in name or name.endswith(here)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="cyrite")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("-k", dest="word", default="")
    parser.add_argument("--cxx-flags", default="-O1 -Wall -Wextra -Werror")
    parser.add_argument("--leaks", action="store_true")
    parser.add_argument("--sanitize", action="store_true")
    parser.add_argument("--cache")
    parser.add_argument("--interpreted", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.interpreted:
        return not run_in_cpython(options.interpreted)
    target = modules.Target(options.compiler, options.python, cxx_flags="-pipe -fwrapv", cache=options.cache)
    if options.sanitize:
        use_sanitizers(target)
    paths = sorted(os.path.join(HERE, f) for f in os.listdir(HERE)
                   if f.endswith((".pyx", ".py")) and f != os.path.basename(__file__) and options.word in f)
    passed = failed = 0
    known = known_failures(target.version)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for path, done in zip(paths, pool.map(lambda p: run_one(p, target, options), paths)):
            if done.status == "absent":
                print("absent  %s: %s" % (os.path.basename(path), done.text))
                continue
            name = os.path.basename(path)
            if name in known:
                print("%s  %s: %s" % ("PASSES NOW, take it off the list:" if done.passed else "known failure", name, known[name]))
                failed += done.passed
                continue
            passed, failed = passed + done.passed, failed + (not done.passed)
            if not done.passed:
                print("FAILED  %s: %s: %s" % (os.path.basename(path), done.status, done.text.strip()[:1500]), flush=True)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

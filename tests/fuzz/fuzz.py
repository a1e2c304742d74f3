#!/usr/bin/env python3
"""Breaks source files in many small ways and checks that the compiler survives: it may accept or refuse, never die or hang.

usage: fuzz.py --compiler CMD [--rounds N] [--seed N] [-j N] FILE_OR_FOLDER...

Each file is tried as it is and N times broken: cut off, with lines removed, doubled, swapped, or with characters and words exchanged. The
last line is `N passed, N failed`; broken sources that failed are kept in the folder that is named.
"""
import argparse
import concurrent.futures
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile

WORDS = ["(", ")", "[", "]", "{", "}", ":", ",", "=", "*", "**", "'", '"""', "f'{", "\\", "cdef", "cpdef", "def", "class", "lambda", "yield",
         "await", "with nogil:", "int", "object", "double[:]", "None", "return", "x", "0", "1e400", "<int>", "&", "not", "if", "else",
         "del", "import", "except", "\t", "\n", "\x00", "\N{LATIN SMALL LETTER E WITH ACUTE}", "9" * 40]


def broken(text, rng):
    lines = text.split("\n")
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(lines))
        kind = rng.randrange(8)
        if kind == 0:
            lines = lines[:at + 1]
            lines[-1] = lines[-1][:rng.randint(0, len(lines[-1]))]
        elif kind == 1 and len(lines) > 1:
            del lines[at]
        elif kind == 2:
            lines.insert(at, lines[rng.randrange(len(lines))])
        elif kind == 3:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == 4:
            lines[at] = " " * rng.randint(0, 8) + lines[at].lstrip()
        else:
            place = rng.randint(0, len(lines[at]))
            skip = rng.randint(0, 4)
            lines[at] = lines[at][:place] + rng.choice(WORDS) + lines[at][place + skip:]
    return "\n".join(lines)


def attempt(compiler, path, text, number):
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        source = pathlib.Path(folder) / path.name
        source.write_bytes(text.encode("utf-8", "surrogateescape"))
        command = shlex.split(compiler) + ["-2", "-I", str(path.parent), "-o", folder + "/out.cpp", str(source)]
        try:
            run = subprocess.run(command, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            return "hangs"
        if run.returncode in (0, 1):
            if run.returncode == 1 and b"rror" not in run.stderr + run.stdout:
                return "fails without a message"
            return None
        return "ends with status %d" % run.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="cyrite")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    files = []
    for name in options.paths:
        path = pathlib.Path(name).resolve()
        files += sorted(p for p in path.rglob("*") if p.suffix in (".pyx", ".py")) if path.is_dir() else [path]
    kept = pathlib.Path(tempfile.gettempdir()) / "fuzz-failures"
    tasks = []
    for path in files:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        tasks.append((path, text, 0))
        for number in range(1, options.rounds + 1):
            rng = random.Random("%d %s %d" % (options.seed, path.name, number))
            tasks.append((path, broken(text, rng), number))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        results = pool.map(lambda t: attempt(options.compiler, *t), tasks)
        for (path, text, number), problem in zip(tasks, results):
            if not problem:
                continue
            failed += 1
            kept.mkdir(exist_ok=True)
            target = kept / ("%s-%d%s" % (path.stem, number, path.suffix))
            target.write_bytes(text.encode("utf-8", "surrogateescape"))
            print("%s: %s" % (target, problem), flush=True)
    print("%d passed, %d failed" % (len(tasks) - failed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

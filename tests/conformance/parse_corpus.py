"""Parses every Cython file of folders (an installed package, a project ...) and counts; without folders, those of Cython's own tests
that are meant to compile, from its source distribution.

    parse_corpus.py CYRITE_PARSE [FOLDER...]

A file that is not accepted is tried again as Python 2. The last line is `N passed, N failed`."""
import pathlib
import subprocess
import sys

from conformance import fetch_corpus

SUFFIXES = {".pyx", ".pxd", ".pxi"}


def refused(program, files, *flags):
    """The files with errors, and the first error of each."""
    errors = {}
    for start in range(0, len(files), 200):
        chunk = files[start:start + 200]
        run = subprocess.run([program, *flags, *map(str, chunk)], capture_output=True, text=True)
        if run.returncode not in (0, 1):
            raise SystemExit(f"{program} failed with {run.returncode}: {run.stderr[:500]}")
        for line in run.stdout.splitlines():
            name, found, _ = line.partition(": error: ")
            if found:
                errors.setdefault(name.rsplit(":", 2)[0], line)
    return errors


def main():
    program, total, bad = sys.argv[1], 0, 0
    for folder in map(pathlib.Path, sys.argv[2:] or [f"{fetch_corpus()}/{name}" for name in ("run", "compile", "memoryview", "buffers")]):
        files = sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and "errors" not in p.parts)
        first = refused(program, files)
        second = refused(program, [pathlib.Path(p) for p in first], "-2")
        print(f"{folder}: {len(files)} files, {len(first) - len(second)} of them Python 2, {len(second)} refused")
        for error in second.values():
            print("  " + error)
        total, bad = total + len(files), bad + len(second)
    print(f"{total - bad} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Fails when a folder of transpiler/ includes a folder it may not depend on, or when a file or name breaks the rules of docs/architecture.md.

The last line is `N passed, N failed`, one for each source file.
"""
import pathlib
import re
import sys

DATA = ["base", "diagnostics", "ast", "semantics", "typed", "ir"]  # each may include those before it
STEPS = ["parse", "desugar", "check", "lower", "optimize", "emit", "report"]  # may include data and themselves only
ALLOWED = {folder: DATA[: i + 1] for i, folder in enumerate(DATA)}
ALLOWED.update({step: DATA + [step] for step in STEPS})
ALLOWED["driver"] = DATA + STEPS + ["driver"]
MAX_LINES = 800


def faults(file, folder):
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        match = re.match(r'#include "(\w+)/', line)
        if match and match[1] in ALLOWED and match[1] not in ALLOWED[folder]:
            yield "%s:%d: %s/ may not include %s/" % (file, number, folder, match[1])
    if len(lines) > MAX_LINES and file.suffix in (".cpp", ".h"):
        yield "%s: %d lines: split it by idea" % (file, len(lines))


def main():
    root = pathlib.Path(__file__).resolve().parent.parent / "transpiler"
    good = bad = 0
    for folder in ALLOWED:
        for file in sorted((root / folder).glob("*.[hcd]*")):
            found = list(faults(file, folder))
            print("\n".join(found), end="\n" if found else "")
            good, bad = good + (not found), bad + bool(found)
    print("%d passed, %d failed" % (good, bad))
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())

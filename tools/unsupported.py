#!/usr/bin/env python3
"""Writes docs/unsupported.md: which constructs end in "... is not supported yet", and how many files of a corpus each of them stops.

usage: unsupported.py --compiler CMD --corpus FOLDER [-j N] [--check]

FOLDER is the `tests` folder of Cython's source distribution (run, compile, memoryview and buffers are read). --check writes nothing and
fails when the list has become longer than the one in the document. The last line is `N passed, N failed`.
"""
import argparse
import collections
import concurrent.futures
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "unsupported.md"
FOLDERS = ("run", "compile", "memoryview", "buffers")
MESSAGE = re.compile(r"error: (.*) is not supported yet")
HEAD = """# What is not supported yet

Each construct ends in an error that names it; nothing of it is compiled in some other way. `tools/unsupported.py` makes this list: it
compiles the files of Cython's own tests (folders %s, %d files) and counts how many of
them each construct stops. What compiles but behaves differently is in `tests/run/known_failures.txt`.

| construct | files it stops |
| --- | --- |
"""


def constructs(compiler, path):
    head = path.read_text(encoding="latin-1")[:3000]
    with tempfile.TemporaryDirectory(prefix="unsupported-") as folder:
        command = shlex.split(compiler) + (["--cplus"] if re.search(r"tag:.*\bcpp", head) else [])
        command += ["-2", "-o", folder + "/out.cpp", str(path)]
        try:
            run = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=60, cwd=path.parent)
        except subprocess.TimeoutExpired:
            return set()
    return set(MESSAGE.findall(run.stderr))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="cyrite")
    parser.add_argument("--corpus", required=True)
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    corpus = pathlib.Path(options.corpus).resolve()
    files = [p for folder in FOLDERS for p in sorted((corpus / folder).glob("*.py*")) if p.suffix in (".pyx", ".py")]
    files = [p for p in files if "mode: error" not in p.read_text(encoding="latin-1")[:500]]
    count = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        for found in pool.map(lambda p: constructs(options.compiler, p), files):
            count.update(found)
    rows = ["| %s | %d |" % (name.replace("|", "\\|"), n) for name, n in sorted(count.items(), key=lambda item: (-item[1], item[0]))]
    known = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")][2:] if PAGE.exists() else []
    longer = options.check and len(rows) > len(known)
    if not options.check:
        PAGE.write_text(HEAD % (", ".join("`%s`" % f for f in FOLDERS), len(files)) + "\n".join(rows) + "\n", encoding="utf-8")
    if longer:
        print("%d constructs are not supported, docs/unsupported.md lists %d" % (len(rows), len(known)))
    print("%d passed, %d failed" % (len(files), longer))
    return longer


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Compiles every program of syntax_table.py: each must be refused, and the first error must be at the line of the table.

usage: run_syntax.py [--compiler CMD] [--python CMD]

With --python, the table itself is held against that CPython. The last line is `N passed, N failed`.
"""
import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from syntax_table import REJECTED, REJECTED_312

HERE = pathlib.Path(__file__).resolve().parent
ERROR = re.compile(r"^[^\s:]+:(\d+):\d+: error: .*\[(\w+)\]$", re.M)
# Names in the table stand for anything: that nothing defines them is not the mistake.
IGNORED = {"undeclared_name"}

# CPython's lines, as JSON; null where it accepts the program.
ASK = """
import json, sys, warnings
sys.path.insert(0, sys.argv[1])
from syntax_table import REJECTED, REJECTED_312
warnings.simplefilter("ignore")
lines = []
for text, _ in REJECTED + (REJECTED_312 if sys.version_info >= (3, 12) else []):
    try:
        compile(text if isinstance(text, bytes) else text.encode(), "program", "exec", dont_inherit=True)
        lines.append(None)
    except SyntaxError as e:
        lines.append(e.lineno or 0)
    except ValueError:
        lines.append(0)
print(json.dumps(lines))
"""


def table_problems(python):
    run = subprocess.run(shlex.split(python) + ["-c", ASK, str(HERE)], capture_output=True, text=True, check=True)
    for (text, line), found in zip(REJECTED + REJECTED_312, json.loads(run.stdout)):
        if found is None:
            yield "CPython accepts %r" % (text,)
        elif found and line and found != line:
            yield "CPython names line %d, not %d: %r" % (found, line, text)


def problem_of(compiler, folder, text, line):
    source = pathlib.Path(folder) / "program.py"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    command = shlex.split(compiler) + ["-3", "-o", "out.cpp", source.name]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder)
    found = [int(number) for number, name in ERROR.findall(run.stderr) if name not in IGNORED]
    if run.returncode not in (0, 1):
        return "status %d" % run.returncode
    if not found:
        return "accepted"
    return "" if not line or found[0] == line else "reported at line %d" % found[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="cyrite")
    parser.add_argument("--python", help="hold the table against this CPython too")
    options = parser.parse_args()
    bad = 0
    for problem in table_problems(options.python) if options.python else ():
        print(problem)
        bad += 1
    table = REJECTED + REJECTED_312
    with tempfile.TemporaryDirectory(prefix="syntax-") as folder:
        for text, line in table:
            problem = problem_of(options.compiler, folder, text, line)
            if problem:
                print("%s: %r, line %d" % (problem, text, line))
                bad += 1
    print("%d passed, %d failed" % (len(table) - bad, bad))
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())

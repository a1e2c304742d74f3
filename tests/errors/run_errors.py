#!/usr/bin/env python3
"""Compiles the wrong programs of this folder and holds what is reported against the comments in them.

usage: run_errors.py [--compiler CMD]

A file holds several programs, separated by lines of `# ---- title [flags]`. A line that must be reported ends in `#! id` (several ids are
separated by blanks); nothing else may be reported. A program without such a line must be accepted. The last line is `N passed, N failed`.
"""
import argparse
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
REPORT = re.compile(r"^[^\s:]+:(\d+):\d+: (?:error|warning): .*\[(\w+)\]$", re.M)


def programs(path):
    title, flags, lines = path.stem, [], []
    for line in path.read_text(encoding="utf-8").split("\n"):
        match = re.match(r"# ---- (.*?)(?:\s*\[(.*)\])?$", line)
        if not match:
            lines.append(line)
            continue
        if any(text.strip() for text in lines):
            yield title, flags, lines
        title, flags, lines = match[1], shlex.split(match[2] or ""), []
    yield title, flags, lines


def check(compiler, suffix, flags, lines):
    wanted = set()
    for number, line in enumerate(lines, 1):
        if "#!" in line:
            wanted |= {(number, name) for name in line.split("#!")[1].split()}
    with tempfile.TemporaryDirectory(prefix="errors-") as folder:
        source = pathlib.Path(folder) / ("program" + suffix)
        source.write_text("\n".join(re.sub(r"\s*#!.*", "", line) for line in lines), encoding="utf-8")
        level = [] if any(flag in ("-2", "-3") for flag in flags) else ["-3"]
        command = shlex.split(compiler) + level + flags + ["-o", folder + "/out.cpp", source.name]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder)
    reported = {(int(line), name) for line, name in REPORT.findall(run.stderr)}
    if run.returncode not in (0, 1):
        return "ended with status %d" % run.returncode
    missing, more = sorted(wanted - reported), sorted(reported - wanted)
    return "" if not missing and not more else "not reported: %s; reported: %s" % (missing, more)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="cyrite")
    options = parser.parse_args()
    good = bad = 0
    for path in sorted(HERE.glob("*.py*")):
        if path.name.startswith("run_") or path.name == "syntax_table.py" or path.suffix not in (".pyx", ".py"):
            continue
        for title, flags, lines in programs(path):
            problem = check(options.compiler, path.suffix, flags, lines)
            good += not problem
            bad += bool(problem)
            if problem:
                print("%s: %s: %s" % (path.name, title, problem))
    print("%d passed, %d failed" % (good, bad))
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())

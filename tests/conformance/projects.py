#!/usr/bin/env python3
"""Runs the multi-file tests of Cython's corpus (.srctree): small projects with the commands that build and try them.

usage: projects.py [--corpus DIR] [-j N] [--sample N] [-v] [--keep DIR] [--update] [PATTERN ...]

Each project is unpacked into a folder of its own; `PYTHON`, `CYTHON` and `CYTHONIZE` in its commands are this Python and what the
folder `cyrite compat` puts in Cython's place. A test passes when all of its commands do. The manifest projects.txt lists those that
are known to fail, and why (see conformance.py): --update adds the last words of a failing command, a person says it better.
"""
import argparse
import collections
import concurrent.futures
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import conformance  # noqa: E402
import manifest  # noqa: E402
from conformance import modules  # noqa: E402

MANIFEST = os.path.join(HERE, "projects.txt")
SECTION = "#####"
TIMEOUT = 300  # seconds for one command


def unpack(path, folder):
    """Writes the files of a project and returns its commands, each a list of words."""
    commands, out = [], None
    with open(path, encoding="utf-8", newline="") as file:
        for line in file:
            if line.startswith(SECTION):
                target = os.path.join(folder, line.strip().strip("#").strip())
                os.makedirs(os.path.dirname(target), exist_ok=True)
                if out:
                    out.close()
                out = open(target, "w", encoding="utf-8", newline="")
            elif out:
                out.write(line)
            elif not line.lstrip().startswith("#") and line.strip() not in ('"""', "'''"):
                words = shlex.split(line)
                if words and words != [""]:
                    commands.append(words)
    if out:
        out.close()
    return commands


def tags_of(path):
    found = collections.defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(SECTION):
                break
            key, colon, values = line.lstrip("# ").partition(":")
            if colon and line.startswith("#"):
                found[key.strip()] += [v.strip() for v in values.split(",")]
    return set(found["tag"]), found["mode"]


class Projects:
    def __init__(self, folder, target, compat, kept=None):
        self.folder, self.target, self.kept = folder, target, kept
        programs = os.path.join(compat, "bin")
        self.programs = {"PYTHON": [sys.executable], "CYTHON": [os.path.join(programs, "cython")],
                         "CYTHONIZE": [os.path.join(programs, "cythonize")]}
        self.env = {**os.environ, "PYTHONPATH": compat, "PATH": programs + os.pathsep + os.environ["PATH"], "CFLAGS": "-O0 -w",
                    "PYTHONIOENCODING": "utf8", "PYTHON": sys.executable,
                    "CYTHON_PROJECT_DIR": os.path.dirname(os.path.abspath(folder))}
        corpus = conformance.Corpus(folder, target)
        self.bugs, self.absent = corpus.bugs, corpus.absent

    def tests(self):
        for base, _, names in sorted(os.walk(self.folder)):
            for name in sorted(names):
                if name.endswith(".srctree"):
                    yield os.path.relpath(os.path.join(base, name), self.folder)

    def run(self, test):
        path = os.path.join(self.folder, test)
        tags, _ = tags_of(path)
        stem = os.path.basename(test).rsplit(".", 1)[0]
        if stem in self.bugs or tags & conformance.NOT_APPLICABLE_TAGS or any(conformance.NEEDS.get(t) in self.absent for t in tags):
            return modules.Outcome("absent", "tags")
        scratch = tempfile.mkdtemp(prefix="cyrite-project-", dir=self.kept)
        try:
            return self.commands(unpack(path, scratch), scratch)
        finally:
            if not self.kept:
                shutil.rmtree(scratch, ignore_errors=True)

    def commands(self, commands, scratch):
        """Runs them in order; `CD` and `UNSET` hold for those after them."""
        env, cwd = dict(self.env), scratch
        env["PYTHONPATH"] = scratch + os.pathsep + env["PYTHONPATH"]
        for words in commands:
            if words[0] == "CD":
                cwd = os.path.normpath(os.path.join(cwd, words[1])) if words[1:] else scratch
            elif words[0] == "UNSET":
                unset(env, *words[1:])
            else:
                done = self.command(words, cwd, env)
                if not done.passed:
                    return done
        return modules.Outcome("pass")

    def command(self, words, cwd, env):
        if "|" in words:
            line = " | ".join(shlex.join(self.expand(part)) for part in split_at(words, "|"))
            command = ["bash", "-o", "pipefail", "-c", line]
        else:
            command = self.expand(words)
        try:
            status, output = modules.call(command, cwd=cwd, timeout=TIMEOUT, env=env)
        except OSError as error:
            return modules.Outcome("command", str(error))
        shown = shlex.join(words)
        if status is None:
            return modules.Outcome("timeout", shown)
        return modules.Outcome("pass") if status == 0 else modules.Outcome("command", "%s\n%s" % (shown, output))

    def expand(self, words):
        return self.programs.get(words[0], words[:1]) + words[1:]


def unset(env, name, *beginnings):
    """Takes a variable out of the environment, or only those of its words that begin so."""
    words = env.pop(name, "").split()
    if beginnings:
        env[name] = " ".join(word for word in words if not word.startswith(beginnings))


def split_at(words, mark):
    parts = [[]]
    for word in words:
        if word == mark:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def reason(done):
    """One line of what went wrong: the last that the failing command said."""
    errors = [line for line in done.text.splitlines() if "rror:" in line]
    lines = errors[:1] or done.text.strip().splitlines()[-1:] or [""]
    return lines[0].strip()[:150]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*")
    parser.add_argument("--corpus")
    parser.add_argument("--compat", help="the folder that stands in for Cython (default: what `cyrite compat` prints)")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("-v", "--verbose", action="store_true", help="print all of what a failing command said")
    parser.add_argument("--keep", metavar="DIR", help="make the folders of the projects in DIR and leave them there")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if options.update and os.environ.get("CI"):
        parser.error("--update is for people, not for CI")
    compat = options.compat or subprocess.check_output(["cyrite", "compat"], text=True).strip()
    projects = Projects(options.corpus or conformance.fetch_corpus(), modules.Target("cyrite"), os.path.abspath(compat),
                        options.keep)
    tests = [t for t in projects.tests() if not options.patterns or any(p in t for p in options.patterns)]
    tests = conformance.stable_sample(tests, options.sample)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        return manifest.run("projects", MANIFEST, "Multi-file tests of Cython", zip(tests, pool.map(projects.run, tests)),
                            message=lambda done: done.text.strip() if options.verbose else reason(done),
                            reason=lambda before, done: before or reason(done),  # a person may have written a better one
                            update=options.update)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Runs Cython's own tests (from its source distribution, downloaded, never part of this project) through cyrite.

usage: conformance.py [--corpus DIR] [--compiler CMD] [-j N] [--sample N] [--list FILE] [--leaks --python DEBUG_PYTHON] [PATTERN ...]

A manifest (manifest.txt: `test<TAB>reason`) lists the tests that are known to fail. A failure that is not listed, and a listed test
that passes, both fail this run: the list only shrinks. --update writes what was seen; it refuses to run in CI. Without --corpus the
pinned source distribution is downloaded by pip into .cache/. Tests are the run/, compile/ and errors/ folders and their relatives;
an error test passes when every expected line is reported and at most three other lines. --list takes the tests that FILE names, one a line.

--leaks looks for leaked references: each module's tests run several times under a debug build of Python, as CPython's `-R` does, and
no count may grow each time but for the tests in leaks.txt (`test<TAB>reason`); whether tests pass is not looked at.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "support")]
import manifest  # noqa: E402
import modules  # noqa: E402

CYTHON = "Cython==3.3.1"
CYTHON_SHA256 = "e0e45989e821bef6aa9ae15c7d583ab5e055f7406c4b3624e49e06d24e90375a"
FOLDERS = ("run", "memoryview", "buffers", "wrappers", "compile", "errors")
MANIFEST = os.path.join(HERE, "manifest.txt")
KNOWN_LEAKS = os.path.join(HERE, "leaks.txt")
MAX_EXTRA_LINES = 3
# Tests that say nothing about another compiler, by tag.
NOT_APPLICABLE_TAGS = {"no-cpp", "gdb", "jedi", "embed", "cygdb", "subinterpreters", "pythran"}
NEEDS = {"numpy": "numpy", "asyncio": "asyncio", "pstats": "pstats", "array": "array", "ipython": "IPython", "setuptools": "setuptools", "coverage": "coverage"}
DIAGNOSTIC = re.compile(r"^(\S.*?\.(?:pyx|pxd|pxi|py)):(\d+):(\d+): (error|warning|performance hint): (.*)$")


def fetch_corpus():
    folder = os.path.join(ROOT, ".cache", "cython-sdist")
    tests = os.path.join(folder, "tests")
    if not os.path.isdir(tests):
        os.makedirs(folder, exist_ok=True)
        requirements = os.path.join(folder, "requirements.txt")
        with open(requirements, "w") as file:
            file.write("%s --hash=sha256:%s\n" % (CYTHON, CYTHON_SHA256))
        # pip asks an archive for its metadata; Cython's setup.py needs only setuptools for that.
        subprocess.check_call([sys.executable, "-m", "pip", "download", "-q", "--no-binary", ":all:", "--no-deps", "--no-build-isolation",
                               "--require-hashes", "-d", folder, "-r", requirements])
        name = next(f for f in os.listdir(folder) if f.endswith(".tar.gz"))
        with tarfile.open(os.path.join(folder, name)) as archive:
            top = archive.getnames()[0].split("/")[0]
            archive.extractall(folder)
        shutil.move(os.path.join(folder, top, "tests"), tests)
    return tests


def head_comments(path):
    found = collections.defaultdict(list)
    with open(path, encoding="latin-1") as file:
        for line in file:
            line = line.lstrip("\xef\xbb\xbf").strip()
            if line and not line.startswith("#"):
                break
            match = re.match(r"#\s*(mode|tag|distutils)\s*:\s*(.*)$", line)
            if match and match[1] == "distutils":
                key, _, value = match[2].partition("=")
                found[key.strip()] += [v.strip(" '\"[],") for v in value.split()]
            elif match:
                found[match[1]] += [v.strip() for v in match[2].split(",")]
    return found


def split_expected(source):
    """The program without its list of expected errors, and that list as line numbers."""
    keep, lines, reading = [], set(), False
    for line in source.splitlines(keepends=True):
        if re.match(r"_(ERRORS|WARNINGS|PERFORMANCE_HINTS)\b", line):
            reading = line.startswith("_ERRORS")
            keep_rest = False
        elif keep and not keep_rest:
            match = re.match(r"(?:.*?:)??\s*(-?\d+)\s*:\s*(-?\d+)\s*:", line)
            if reading and match:
                lines.add(int(match[1]))
            continue
        else:
            keep.append(line)
            keep_rest = True
    return "".join(keep), lines


class Corpus:
    def __init__(self, folder, target, leaks=False, extra_path=()):
        self.folder, self.target, self.leaks, self.extra_path = folder, target, leaks, extra_path
        self.bugs = set()
        listing = os.path.join(folder, "bugs.txt")
        if os.path.exists(listing):
            with open(listing) as file:
                self.bugs = {line.split("#")[0].strip() for line in file} - {""}
        self.absent = {name for name in set(NEEDS.values()) if not target.has(name)}

    def tests(self):
        for folder in FOLDERS:
            base = os.path.join(self.folder, folder)
            for name in sorted(os.listdir(base)) if os.path.isdir(base) else ():
                if name.endswith((".pyx", ".py")):
                    yield folder + "/" + name

    def run(self, test):
        folder, file = test.split("/")
        head = head_comments(os.path.join(self.folder, test))
        tags = set(head["tag"])
        stem = file.rsplit(".", 1)[0]
        if stem in self.bugs or "%s.%s" % (folder, stem) in self.bugs or "pyregr" in head["mode"]:
            return modules.Outcome("absent", "listed in bugs.txt")
        if tags & NOT_APPLICABLE_TAGS or any(NEEDS.get(tag) in self.absent for tag in tags):
            return modules.Outcome("absent", "tags")
        scratch = tempfile.mkdtemp(prefix="cyrite-conformance-")
        try:
            return self.run_in(scratch, folder, file, stem, head, tags)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def run_in(self, scratch, folder, file, stem, head, tags):
        base = os.path.join(self.folder, folder)
        mode = (head["mode"] or ["run"])[0]
        with open(os.path.join(base, file), encoding="latin-1") as source:
            text = source.read()
        expected = set()
        if mode == "error" or tags & {"warnings", "perf_hints"}:
            text, expected = split_expected(text)
        with open(os.path.join(scratch, file), "w", encoding="latin-1") as copy:
            copy.write(text)
        for other in os.listdir(base):
            if other == stem + ".pxd" or (other.startswith(stem + "_") and not other.endswith((".pyx", ".srctree"))):
                if not os.path.exists(os.path.join(scratch, other)):
                    os.symlink(os.path.join(base, other), os.path.join(scratch, other))
        flags = ["-2", "-X", "autotestdict=False", "--module-name", stem, "-I", os.path.join(self.folder, "testsupport"), "-I", base]
        flags += ["-Werror"] if "werror" in tags else []
        flags += ["--lenient"] if "allow_unknown_names" in tags else []
        done = modules.transpile(self.target, file, stem + ".cpp", scratch, flags)
        if mode == "error":
            return self.judge_errors(done, expected)
        if not done.passed:
            return done
        return self.build_and_run(scratch, base, stem, head, tags, mode)

    @staticmethod
    def judge_errors(done, expected):
        if done.status not in ("transpile", "pass"):
            return done
        reported = {int(m[2]) for m in map(DIAGNOSTIC.match, done.text.splitlines()) if m and m[4] == "error"}
        if done.passed:
            return modules.Outcome("errors", "a wrong program was accepted") if expected else done
        missing, extra = sorted(expected - reported), sorted(reported - expected)
        if missing or len(extra) > MAX_EXTRA_LINES:
            return modules.Outcome("errors", "missing lines %s, extra lines %s" % (missing, extra))
        return modules.Outcome("pass")

    def build_and_run(self, scratch, base, stem, head, tags, mode):
        library = os.path.join(scratch, stem + self.target.suffix)
        flags = ["-I" + scratch, "-I" + base, "-DCYTHON_CLINE_IN_TRACEBACK=1"] + ["-D" + d.strip(",") for d in head["define_macros"]]
        flags += [a for a in head["extra_compile_args"] if not re.match(r"-O|-flto|-std", a)]
        standards = [int(m[1]) for m in (re.match(r"cpp(\d\d)$", t) for t in tags) if m]
        if standards:
            flags.append("-std=c++%d" % max(standards))
        flags += ["-fopenmp"] if "openmp" in tags else []
        flags += ["-DCYTHON_TRACE=1"] if "trace" in tags else []
        flags += ["-I" + self.target.numpy] if "numpy" in tags and self.target.numpy else []
        sources = [os.path.join(base, s) for s in head["sources"]]
        done = modules.compile_module(self.target, os.path.join(scratch, stem + ".cpp"), library, flags, sources,
                                      ["-l" + x for x in head["libraries"]])
        if "cerror" in tags:
            return modules.Outcome("pass" if not done.passed else "compile", "the C++ compiler should have refused it")
        if not done.passed or mode == "compile":
            return done
        kind = "unittest" if stem.startswith("test_") else "doctest"
        if self.leaks:
            done = modules.run_module(self.target, stem, library, kind, timeout=300, repeat=modules.LEAK_ROUNDS, extra_path=self.extra_path)
            return modules.Outcome("leak", modules.leak(done)) if modules.leak(done) else done
        done = modules.run_module(self.target, stem, library, kind, extra_path=self.extra_path)
        with open(os.path.join(base, stem + ".pyx") if os.path.exists(os.path.join(base, stem + ".pyx")) else os.path.join(base, stem + ".py"),
                  encoding="latin-1") as file:
            has_tests = ">>>" in file.read()
        if done.passed and has_tests and not done.facts["examples"]:
            return modules.Outcome("run", "no example ran")
        return done


def reason(done):
    """One line of what went wrong: the first error, or the first example that failed."""
    if done.status == "run" and (failed := re.search(r"Failed example:\n\s*(.*)", done.text)):
        return "run: " + failed[1]
    if found := re.search(r"\berror: (.*)", done.text):
        return "%s: %s" % (done.status, found[1])
    lines = done.text.strip().splitlines() or [""]
    return "%s: %s" % (done.status, lines[-1 if done.status in ("run", "import") else 0])


def stable_sample(tests, size):
    """The same tests everywhere: those whose names hash lowest."""
    return sorted(tests, key=lambda t: hashlib.sha256(t.encode()).hexdigest())[:size] if size else tests


def look_for_leaks(corpus, tests, jobs):
    """Only what was left behind counts; a module that cannot be built or run to its end is named, and none of this run's business."""
    known, counts = manifest.read_manifest(KNOWN_LEAKS), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for test, done in zip(tests, pool.map(corpus.run, tests)):
            counts["leak, known" if done.status == "leak" and test in known else done.status] += 1
            if done.status == "leak" and test not in known:
                print("LEAKS  %s: %s" % (test, done.text), flush=True)
            elif done.status not in ("pass", "leak", "absent"):
                print("not looked at  %s: %s" % (test, reason(done)) if not done.facts.get("done") else "examples fail  " + test, flush=True)
    print(", ".join("%s %d" % c for c in sorted(counts.items())))
    print("%d passed, %d failed" % (sum(counts.values()) - counts["absent"] - counts["leak"], counts["leak"]))
    return counts["leak"] > 0


def read_names(path):
    """The tests that a file names, one a line; as FOLDER/FILE."""
    with open(path, encoding="utf-8") as file:
        return {line.split("#")[0].strip() for line in file} - {""}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*")
    parser.add_argument("--corpus")
    parser.add_argument("--compiler", default="cyrite")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--list", metavar="FILE", help="only the tests that are named in FILE")
    parser.add_argument("--leaks", action="store_true", help="look for leaked references; needs --python of a debug build")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--path", metavar="DIR", action="append", default=[], help="more folders for the imports of the tests: some use helpers of Cython")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--cache")
    options = parser.parse_args()
    if options.update and os.environ.get("CI"):
        parser.error("--update is for people, not for CI")
    target = modules.Target(options.compiler, options.python, cache=options.cache)
    corpus = Corpus(options.corpus or fetch_corpus(), target, options.leaks, options.path)
    tests = [t for t in corpus.tests() if not options.patterns or any(p in t for p in options.patterns)]
    if options.list:
        named = read_names(options.list)
        tests = [t for t in tests if t in named]
    tests = stable_sample(tests, options.sample)
    if options.leaks:
        return look_for_leaks(corpus, tests, options.jobs)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        return manifest.run("conformance", MANIFEST, "Tests of Cython", zip(tests, pool.map(corpus.run, tests)),
                            message=lambda done: "%s: %s" % (done.status, done.text.strip()[:400]),
                            reason=lambda before, done: reason(done), update=options.update)


if __name__ == "__main__":
    sys.exit(main())

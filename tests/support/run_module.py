"""The process that imports one extension module and runs its tests: run_module.py KIND NAME LIBRARY RESULT REPEAT.

KIND is doctest or unittest. The state is written to RESULT as JSON after every step, so that a crash tells where it was.
With REPEAT > 1 the tests are run again and growing counts of references are reported (on debug builds of Python).
"""
import doctest
import gc
import importlib.machinery
import importlib.util
import io
import json
import os
import sys
import traceback
import unittest


def import_library(name, library):
    loader = importlib.machinery.ExtensionFileLoader(name, library)
    spec = importlib.util.spec_from_file_location(name, library, loader=loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def run_doctests(module, state, save):
    tests = sorted(test for test in doctest.DocTestFinder().find(module) if test.examples)
    seen = set()
    for test in tests:
        if test.docstring in seen and test.name.startswith("__test__"):
            continue
        seen.add(test.docstring)
        state["at"] = test.name
        save()
        out = io.StringIO()
        stdout = sys.stdout
        sys.stdout = io.StringIO()
        try:
            failed, tried = doctest.DocTestRunner(verbose=False).run(test, out=out.write, clear_globs=False)
        except unittest.SkipTest:
            continue
        finally:
            sys.stdout = stdout
        test.globs.clear()
        state["tests"] += 1
        state["examples"] += tried
        if failed:
            state["failed"] += 1
            state.setdefault("error", out.getvalue()[:1500])


def run_unittests(module, state, save):
    class Result(unittest.TestResult):
        def startTest(self, test):
            super().startTest(test)
            state["at"] = str(test)
            save()

    result = Result()
    unittest.defaultTestLoader.loadTestsFromModule(module).run(result)
    bad = result.failures + result.errors
    state["tests"] += result.testsRun
    state["examples"] += result.testsRun
    state["failed"] += len(bad)
    if bad:
        state.setdefault("error", "%s: %s" % (bad[0][0], bad[0][1][-800:]))


def main(kind, name, library, result, repeat):
    sys.path[0] = os.path.dirname(library)
    state = {"imported": False, "done": False, "tests": 0, "examples": 0, "failed": 0}

    def save():
        with open(result + ".tmp", "w") as file:
            json.dump(state, file)
        os.replace(result + ".tmp", result)

    try:
        module = import_library(name, library)
    except BaseException as error:
        state["error"] = "".join(traceback.format_exception_only(type(error), error)).strip()[-600:]
        save()
        return 3
    state["imported"] = True
    save()
    run = run_unittests if kind == "unittest" else run_doctests
    counts = []
    for turn in range(repeat):
        if turn == 0:
            run(module, state, save)
        else:  # for what is left behind: not every example gives the same a second time
            run(module, dict(state), lambda: None)
        gc.collect()
        counts.append(getattr(sys, "gettotalrefcount", lambda: 0)())
    state["reference_counts"] = counts
    state["done"] = True
    save()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])))

"""The process that imports one extension module and runs its tests: run_module.py KIND NAME LIBRARY RESULT REPEAT.

KIND is doctest or unittest. The state is written to RESULT as JSON after every step, so that a crash tells where it was.
With REPEAT > 1 the tests are run again, and the counts of references (on debug builds of Python) and of allocated blocks after each
round are reported.
"""
import array
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


def count_references():
    return getattr(sys, "gettotalrefcount", lambda: 0)()


def find_doctests(module):
    seen = set()
    for test in sorted(test for test in doctest.DocTestFinder().find(module) if test.examples):
        if test.docstring not in seen or not test.name.startswith("__test__"):
            seen.add(test.docstring)
            yield test, test.globs


def run_doctests(module, tests, state, save):
    for test, names in tests:
        test.globs = names.copy()
        state["at"] = test.name
        save()
        out = io.StringIO()
        stdout = sys.stdout
        sys.stdout = io.StringIO()
        before = count_references()
        try:
            failed, tried = doctest.DocTestRunner(verbose=False).run(test, out=out.write, clear_globs=False)
        except unittest.SkipTest:
            continue
        finally:
            sys.stdout = stdout
        test.globs.clear()
        # Numbers in an array are no objects that would be counted themselves.
        state["left"].setdefault(test.name, array.array("q", [0] * state["rounds"]))[state["round"]] = count_references() - before
        state["tests"] += 1
        state["examples"] += tried
        if failed:
            state["failed"] += 1
            state.setdefault("error", out.getvalue()[:1500])


def run_unittests(module, tests, state, save):
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
    state = {"imported": False, "done": False, "tests": 0, "examples": 0, "failed": 0, "left": {}, "round": 0, "rounds": repeat}

    def save():
        with open(result + ".tmp", "w") as file:
            json.dump(state, file, default=list)
        os.replace(result + ".tmp", result)

    try:
        module = import_library(name, library)
    except BaseException as error:
        state["error"] = "".join(traceback.format_exception_only(type(error), error)).strip()[-600:]
        save()
        return 3
    state["imported"] = True
    save()
    run, tests = run_unittests, ()
    if kind != "unittest":  # read once: reading leaves blocks behind
        run, tests = run_doctests, list(find_doctests(module))
    references, blocks = array.array("q", [0] * repeat), array.array("q", [0] * repeat)
    for turn in range(repeat):
        if turn == 0:
            run(module, tests, state, save)
        else:  # for what is left behind: not every example gives the same a second time
            run(module, tests, dict(state, round=turn), lambda: None)
        gc.collect()
        references[turn], blocks[turn] = count_references(), sys.getallocatedblocks()
    state.update(references=references, blocks=blocks, done=True)
    save()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])))

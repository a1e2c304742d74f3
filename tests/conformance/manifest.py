"""The list of the tests that are known to fail, `test<TAB>reason` in each line, and what a run says of it.

A failure that is not listed is a regression, and a listed test that passes must be taken from the list: both make a run fail.
"""
import collections
import os
import sys

HEADING = "# %s that are known to fail, and why. %s --update writes this; the list only shrinks.\n"


def read_manifest(path):
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t", 1) for line in file if line.strip() and not line.startswith("#")]
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows}


def write_manifest(path, heading, known):
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADING % (heading, os.path.basename(sys.argv[0])))
        file.writelines("%s\t%s\n" % row for row in sorted(known.items()))


def compare(outcomes, known, message):
    """Names every test that is not as the list says, as it comes, and returns how many those are. `message(done)`: what to print of a failure."""
    wrong = 0
    for test, done in outcomes:
        if done.status == "absent" or done.passed == (test not in known):
            continue
        wrong += 1
        print("passes, but is listed as failing: %s" % test if done.passed else "FAILED  %s: %s" % (test, message(done)), flush=True)
    return wrong


def renew(outcomes, known, reason):
    """Brings the list up to date. `reason(before, done)`: why a test fails; before: what the list says, or None."""
    for test, done in outcomes:
        if done.passed or done.status == "absent":
            known.pop(test, None)
        else:
            known[test] = reason(known.get(test), done)[:150].rstrip()


def run(what, path, heading, outcomes, message, reason, update):
    """Compares `outcomes`, pairs of a test and what came of it, with the list, or with `update` writes the list anew.
    Prints what came of all and returns the exit status."""
    known, counts, wrong = read_manifest(path), collections.Counter(), 0

    def counted():
        for test, done in outcomes:
            counts[done.status] += 1
            yield test, done

    if update:
        renew(counted(), known, reason)
        write_manifest(path, heading, known)
    else:
        wrong = compare(counted(), known, message)
    ran = sum(counts.values()) - counts["absent"]
    print("%s: %d of %d tests pass; %s" % (what, counts["pass"], ran, ", ".join("%s %d" % c for c in sorted(counts.items()))))
    print("%d passed, %d failed" % (ran - wrong, wrong))
    return wrong > 0

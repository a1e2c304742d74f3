#!/usr/bin/env python3
"""Golden tests of the passes: what a pass makes of a small program, as IR text.

    run.py --compiler cyrite [--update] [NAME...]

PASS.WHAT.pyx is the program; PASS.WHAT.ir holds the IR of its functions before and after PASS. With --update the .ir files are
written anew: read the difference before committing it. The last line is `N passed, N failed`.
"""
import argparse, difflib, pathlib, shutil, subprocess, sys

here = pathlib.Path(__file__).resolve().parent
ORDER = "unreachable branches index_checks view_versions parallel recursion generators line_events exits gil reference_counts variables error_paths layout".split()


def dump(compiler, source, after):
    run = subprocess.run([compiler, "-3", source.name, "--dump", "ir:after=" + after], cwd=here, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(run.stderr.strip() or "exit code %d" % run.returncode)
    functions = run.stdout.strip().split("\n\n")
    return "\n\n".join(f.rstrip() for f in functions if "_module_body " not in f.splitlines()[0])


def text_of(compiler, source):
    name = source.name.split(".")[0]
    before = dump(compiler, source, ORDER[ORDER.index(name) - 1]) if name != ORDER[0] else None
    after = dump(compiler, source, name)
    head = "" if before is None else "==== before\n%s\n\n" % before
    return "%s==== after %s\n%s\n" % (head, name, after)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="cyrite")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.compiler = shutil.which(options.compiler) or options.compiler  # the tests run in their own folder
    if "/" in options.compiler:
        options.compiler = str(pathlib.Path(options.compiler).resolve())
    passed = failed = 0
    for source in sorted(here.glob("*.pyx")):
        if options.names and source.stem not in options.names:
            continue
        expected = source.with_suffix(".ir")
        try:
            found = text_of(options.compiler, source)
        except RuntimeError as error:
            print("FAIL %s: %s" % (source.stem, error))
            failed += 1
            continue
        if options.update:
            expected.write_text(found)
        wanted = expected.read_text() if expected.exists() else ""
        if found == wanted:
            passed += 1
            continue
        failed += 1
        print("FAIL %s" % source.stem)
        sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(True), found.splitlines(True), expected.name, "found"))
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Keeps docs/diagnostics/ in step with diagnostics.def: makes a page for a row that has none, and lists pages without a row.

usage: diagnostic_pages.py [--check | --examples PROGRAM]

--check only reports. --examples compiles the examples of the pages: what is under "Wrong:" must be reported with the page's id, what is
under "Right:" must not. The last line is `N passed, N failed`.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "diagnostics"
ROW = re.compile(r'^DIAGNOSTIC\((\w+), (\w+), "((?:[^"\\]|\\.)*)"', re.M)
WORDS = {"Error": "error", "Warning": "warning", "PerformanceHint": "performance hint", "Note": "note"}


def rows():
    text = (ROOT / "transpiler" / "diagnostics" / "diagnostics.def").read_text(encoding="utf-8")
    return {m[2]: (WORDS[m[1]], m[3].replace('\\"', '"')) for m in ROW.finditer(text)}


def page(name, severity, text):
    shown = text.replace("{}", "…")
    return "# %s\n\n*%s*: %s\n" % (name, severity, shown)


EXAMPLE = re.compile(r"^(Wrong|Right):\n\n```(\w+)\n(.*?)\n```", re.M | re.S)


def reports(program, name, language, source):
    """Does the program report this diagnostic for the source?"""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / ("example.py" if language == "python" else "example.pyx")
        path.write_text(source + "\n", encoding="utf-8")
        command = [program, "-3", "-o", folder + "/out.cpp", str(path)]
        if "language=c++" in source:
            command.insert(1, "--cplus")
        run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return "[%s]" % name in run.stderr, run


def examples(program):
    good = bad = 0
    for path in sorted(PAGES.glob("*.md")):
        for kind, language, source in EXAMPLE.findall(path.read_text(encoding="utf-8")):
            reported, run = reports(program, path.stem, language, source)
            as_told = reported if kind == "Wrong" else not reported and "error:" not in run.stderr
            good += as_told
            bad += not as_told
            if not as_told:
                print("%s: the example under '%s:' %s\n%s" % (path.name, kind, "is not reported" if kind == "Wrong" else "is refused", run.stderr[:400]))
    print("%d passed, %d failed" % (good, bad))
    return bad > 0


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--examples":
        return examples(sys.argv[2])
    check = "--check" in sys.argv[1:]
    known = rows()
    PAGES.mkdir(parents=True, exist_ok=True)
    missing = [name for name in known if not (PAGES / (name + ".md")).exists()]
    stale = [p.stem for p in PAGES.glob("*.md") if p.stem not in known and p.stem != "README"]
    for name in missing:
        if check:
            print("no page for %s: run tools/diagnostic_pages.py and write what to do" % name)
        else:
            (PAGES / (name + ".md")).write_text(page(name, *known[name]), encoding="utf-8")
    for name in stale:
        print("docs/diagnostics/%s.md: there is no such diagnostic" % name)
    bad = (len(missing) if check else 0) + len(stale)
    print("%d passed, %d failed" % (len(known) - (len(missing) if check else 0), bad))
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())

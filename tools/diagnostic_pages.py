#!/usr/bin/env python3
"""Keeps docs/diagnostics/ in step with diagnostics.def: makes a page for a row that has none, and lists pages without a row.

usage: diagnostic_pages.py [--check]      --check only reports; the last line is `N passed, N failed`
"""
import pathlib
import re
import sys

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


def main():
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

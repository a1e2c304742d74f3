"""What the report says about the checks that stay in a loop: which one, and why it could not be decided before the loop."""

from __future__ import annotations

import json
from typing import Any, Dict, List

import cyrite

SOURCE = '''
    cdef class Holder:
        cdef double[:] data
        def total(self, Py_ssize_t n):
            cdef Py_ssize_t i
            cdef double s = 0
            for i in range(n):
                s += self.data[i]  # a view that is no local
            return s

    def plain(double[:] a, Py_ssize_t n):
        cdef Py_ssize_t i
        for i in range(n):
            a[i] = 1  # nothing stays

    def gather(double[:] a, long[:] order):
        cdef Py_ssize_t i
        cdef double s = 0
        for i in range(order.shape[0]):
            s += a[order[i]]  # from memory
        return s

    def compress(double[:] a, int k):
        cdef Py_ssize_t i = 0, kept = 0
        while i < a.shape[0]:
            a[i] = 1  # no counted loop
            i += 1
        for i in range(a.shape[0]):
            if a[i] > 3:
                a[kept] = a[i]  # a variable that changes
                kept += 1
            a[i * k % 7] += 1  # a product
'''
EXPECTED = {
    "a view that is no local": "the memoryview is no local variable",
    "nothing stays": None,
    "from memory": "an index that is read from memory can be any number",
    "no counted loop": "only in a `for` loop over a range of C integers",
    "a variable that changes": "'kept' is changed from round to round",
    "a product": "what `*` gives is not followed",
}


def facts_of_lines(report: Dict[str, Any]) -> Dict[int, List[str]]:
    return {line["line"]: [f["text"] for f in line["facts"] if f["text"].startswith("checks the index")] for line in report["lines"]}


def test_each_check_that_stays_says_why(project: Any) -> None:
    path = project.file("checks.pyx", SOURCE)
    facts = facts_of_lines(json.loads(project.run(cyrite.get_executable(), "report", "--json", str(path)).stdout))
    seen = set()
    for number, line in enumerate(path.read_text().splitlines(), 1):
        note = line.partition("# ")[2]
        if note not in EXPECTED:
            continue
        seen.add(note)
        texts = facts.get(number, [])
        if EXPECTED[note] is None:
            assert not texts, (line, texts)
        else:
            assert any(EXPECTED[note] in t for t in texts), (line, texts)
    assert seen == set(EXPECTED)

"""Modules that meet: what one declares in its .pxd, another one cimports."""

from __future__ import annotations

import sys
from typing import Any

import cyrite


def build(project: Any, *sources: str) -> None:
    project.run(cyrite.get_executable(), "build", "-3", "--python", sys.executable, *sources)


def test_cpdef_functions_with_optional_arguments(project: Any) -> None:
    project.write(
        giver_DOT_pxd="""
            cpdef object pick(object a, object b=*)
            cpdef int twice(int x)
            cdef int add(int a, int b=*, int c=*) except -1
            """,
        giver_DOT_pyx="""
            cpdef object pick(object a, object b="none"):
                return a, b
            cpdef int twice(int x):
                return 2 * x
            cdef int add(int a, int b=10, int c=100) except -1:
                return a + b + c
            """,
        taker_DOT_pyx="""
            from giver cimport add, pick, twice
            def use():
                return pick(1), pick(1, 2), twice(4), add(1), add(1, 2), add(1, 2, 3)
            """,
    )
    build(project, "giver.pyx", "taker.pyx")
    assert project.python("import taker; print(taker.use())").strip() == "((1, 'none'), (1, 2), 8, 111, 103, 6)"


def test_fused_functions(project: Any) -> None:
    project.write(
        giver_DOT_pxd="""
            ctypedef fused number:
                int
                double
            cdef number half(number x) noexcept nogil
            cdef number last(number *items, Py_ssize_t count)
            cdef inline number twice(number x) noexcept nogil:
                return 2 * x
            """,
        giver_DOT_pyx="""
            cdef number half(number x) noexcept nogil:
                return <number>(x / 2)
            cdef number last(number *items, Py_ssize_t count):
                return items[count - 1]
            """,
        taker_DOT_pyx="""
            from giver cimport half, last, twice
            def use():
                cdef double[2] values = [1.5, 2.5]
                cdef int i = 7
                return half(i), half(3.0), last(&values[0], 2), twice(i), twice(0.5), half[double](5)
            """,
    )
    build(project, "giver.pyx", "taker.pyx")
    assert project.python("import taker; print(taker.use())").strip() == "(3, 1.5, 2.5, 14, 1.0, 2.5)"
    names = project.python("import giver; print(sorted(giver.__pyx_capi__))").strip()
    assert names == "['__pyx_fuse_0half', '__pyx_fuse_0last', '__pyx_fuse_1half', '__pyx_fuse_1last']"


def test_star_cimport_of_a_package_takes_no_modules(project: Any) -> None:
    project.file("user.pyx", "from cpython cimport *\ndef kind(x):\n    return type(x), PyList_Check(x)\n")
    build(project, "user.pyx")
    assert project.python("import user; print(user.kind([]))").strip() == "(<class 'list'>, True)"


def test_classes_of_modules_that_import_each_other(project: Any) -> None:
    module = """
        from {other} cimport {Other}
        from {other} import {Other}
        cdef class {Own}:
            cdef int value(self):
                return {number}
            def other(self):
                return {Other}().value(), {Other}, isinstance(self, ({Other}, {Own}))
        """
    for own, other, number in (("first", "second", 1), ("second", "first", 2)):
        Own, Other = own.title(), other.title()
        project.file(own + ".pxd", f"cdef class {Own}:\n    cdef int value(self)\n")
        project.file(own + ".pyx", module.format(own=own, other=other, Own=Own, Other=Other, number=number))
    build(project, "first.pyx", "second.pyx")
    assert project.python("import first, second; print(first.First().other(), second.Second().other())").strip() == (
        "(2, <class 'second.Second'>, True) (1, <class 'first.First'>, True)"
    )

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
    assert names == ("['__pyx_fuse_0half', '__pyx_fuse_0last', '__pyx_fuse_1half', '__pyx_fuse_1last', "
                     "'half[double]', 'half[int]', 'last[double *]', 'last[int *]']")


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


def test_an_override_that_c_calls_in_another_way(project: Any) -> None:
    project.write(
        giver_DOT_pxd="""
            cdef class Plain:
                cdef str name(self)
                cdef list items(self, int a)
            cdef class Seen(Plain):
                cpdef str name(self)
                cdef list items(self, int a=*, object b=*)
            """,
        giver_DOT_pyx="""
            cdef class Plain:
                cdef str name(self):
                    return "plain"
                cdef list items(self, int a):
                    return [a]
                def through_plain(self):
                    return self.name(), self.items(7)
            cdef class Seen(Plain):
                cpdef str name(self):
                    return "seen"
                cdef list items(self, int a=1, object b="b"):
                    return [a, b]
                def through_seen(self):
                    return self.name(), self.items(), self.items(2), self.items(3, 4)
            """,
        taker_DOT_pyx="""
            from giver cimport Plain, Seen
            cdef class Own(Seen):
                cpdef str name(self):
                    return "own"
                cdef list items(self, int a=10, object b="c"):
                    return [b, a]
            class Python(Seen):
                def name(self):
                    return "python"
            def use(Plain plain):
                return plain.name(), plain.items(5)
            """,
    )
    build(project, "giver.pyx", "taker.pyx")
    shown = project.python("""
        import giver, taker
        for cls in giver.Plain, giver.Seen, taker.Own, taker.Python:
            print(taker.use(cls()), cls().through_plain(), cls().through_seen() if hasattr(cls, "through_seen") else "")
        """)
    assert shown.splitlines() == [
        "('plain', [5]) ('plain', [7]) ",
        "('seen', [5, 'b']) ('seen', [7, 'b']) ('seen', [1, 'b'], [2, 'b'], [3, 4])",
        "('own', ['c', 5]) ('own', ['c', 7]) ('own', ['c', 10], ['c', 2], [4, 3])",
        "('python', [5, 'b']) ('python', [7, 'b']) ('python', [1, 'b'], [2, 'b'], [3, 4])",
    ]


def test_what_a_pxd_says_of_names_and_docstrings(project: Any) -> None:
    project.write(
        giver_DOT_pxd="""
            cdef class Documented:
                "from the pxd"
            cdef class Own:
                "not shown"
            cdef int twice(int number) except -1
            """,
        giver_DOT_pyx="""
            cdef class Documented:
                pass
            cdef class Own:
                "its own"
            cdef int twice(int n) except -1:
                return 2 * n
            def use():
                return twice(number=4)
            """,
        taker_DOT_pyx="""
            from giver cimport twice
            def use():
                return twice(number=5)
            """,
    )
    build(project, "giver.pyx", "taker.pyx")
    code = "import giver, taker; print(giver.Documented.__doc__, giver.Own.__doc__, giver.use(), taker.use(), sep=', ')"
    assert project.python(code).strip() == "from the pxd, its own, 8, 10"


def test_enums_of_one_name_in_several_modules(project: Any) -> None:
    project.write(
        first_DOT_pxd="""
            cpdef enum Colour:
                red = 3
            """,
        first_DOT_pyx="",
        second_DOT_pxd="""
            cpdef enum Colour:
                green = 4
            """,
        second_DOT_pyx="",
        taker_DOT_pyx="""
            cimport first, second
            def use():
                cdef first.Colour a = first.Colour.red
                cdef second.Colour b = second.Colour.green
                return a, b
            """,
    )
    build(project, "first.pyx", "second.pyx", "taker.pyx")
    code = "import first, second, taker; print(taker.use() == (first.Colour.red, second.Colour.green))"
    assert project.python(code).strip() == "True"


def test_a_function_of_the_pxd_that_c_code_provides(project: Any) -> None:
    project.write(
        giver_DOT_pxd="cdef int answer() except *",
        giver_DOT_pyx="""
            cdef extern from *:
                \"\"\"
                static int answer(void) { return 42; }
                \"\"\"
                int answer() except *
            """,
        taker_DOT_pyx="""
            from giver cimport answer
            def use():
                return answer()
            """,
    )
    build(project, "giver.pyx", "taker.pyx")
    assert project.python("import taker; print(taker.use())").strip() == "42"


def test_star_imports_and_names_of_c(project: Any) -> None:
    project.write(
        giver_DOT_py="""
            number, other, Class, _private = 5, 6, 7, 8
            """,
        taker_DOT_pyx="""
            cdef int number = 1, _private = 2
            from giver import *
            def use():
                return number, _private, other, "number" in globals()
            """,
        refused_DOT_pyx="""
            cdef class Class:
                pass
            try:
                from giver import *
            except TypeError as error:
                text = str(error)
            """,
    )
    build(project, "taker.pyx", "refused.pyx")
    code = "import taker, refused; print(taker.use(), refused.text)"
    assert project.python(code).strip() == "(5, 2, 6, False) Cannot overwrite C type Class"


def test_star_cimports_both_ways_and_their_variables(project: Any) -> None:
    project.write(
        first_DOT_pxd="""
            from second cimport *
            cdef int counter
            """,
        first_DOT_pyx="""
            def get():
                return counter
            """,
        second_DOT_pxd="""
            from first cimport *
            ctypedef int number
            """,
        second_DOT_pyx="""
            counter = 7
            cdef number n = 3
            def use():
                return n + counter
            """,
    )
    build(project, "first.pyx", "second.pyx")
    assert project.python("import first, second; print(first.get(), second.use())").strip() == "7 10"


def test_a_package_and_its_modules(project: Any) -> None:
    project.file("pkg/__init__.pyx", "from . import inner\nNAME = __name__, inner.NAME, bool(__path__)\n")
    project.file("pkg/inner.py", "# cython: language_level=2\nimport beside\nNAME = __name__, beside.NAME\n")
    project.file("pkg/beside.py", "NAME = __name__\n")
    project.run(cyrite.get_executable(), "--module-name", "pkg.__init__", "pkg/__init__.pyx")
    assert "PyInit_pkg()" in project.text("pkg/__init__.cpp")
    build(project, "pkg/__init__.pyx", "pkg/inner.py")
    assert project.python("import pkg; print(pkg.NAME)").strip() == "('pkg', ('pkg.inner', 'pkg.beside'), True)"


def test_a_class_that_only_an_attribute_names(project: Any) -> None:
    """The third module cimports the second alone, and calls methods and reads fields of what that one holds of the first."""
    project.write(
        measure_DOT_pxd="""
            cdef class Measure:
                cdef int unit
                cdef int scaled(self, int n) noexcept nogil
            """,
        measure_DOT_pyx="""
            cdef class Measure:
                def __init__(self, unit):
                    self.unit = unit
                cdef int scaled(self, int n) noexcept nogil:
                    return n * self.unit
            """,
        holder_DOT_pxd="""
            from measure cimport Measure
            cdef class Holder:
                cdef Measure measure
            """,
        holder_DOT_pyx="""
            cdef class Holder:
                def __init__(self, measure):
                    self.measure = measure
            """,
        user_DOT_pyx="""
            from holder cimport Holder
            def both(Holder holder):
                cdef int result
                with nogil:
                    result = holder.measure.scaled(7)
                return result, holder.measure.unit
            """,
    )
    build(project, "measure.pyx", "holder.pyx", "user.pyx")
    code = "import measure, holder, user; print(user.both(holder.Holder(measure.Measure(6))))"
    assert project.python(code).strip() == "(42, 6)"


def test_views_that_the_definition_makes_const(project: Any) -> None:
    project.write(
        vector_DOT_pxd="""
            cdef class Vector:
                cdef long total
                cdef extend(self, long[:] items)
            """,
        vector_DOT_pyx="""
            cdef class Vector:
                cdef extend(self, const long[:] items):
                    for item in items:
                        self.total += item
                def add(self, const long[:] items):
                    self.extend(items)
                    return self.total
            """,
        other_DOT_pyx="""
            from vector cimport Vector
            def fill(Vector v, long[:] items):
                v.extend(items)
                return v.total
            """,
    )
    build(project, "vector.pyx", "other.pyx")
    code = "import vector, other, array; v = vector.Vector(); a = array.array('l', [1, 2, 3]); print(v.add(a), other.fill(v, a))"
    assert project.python(code).strip() == "6 12"


def test_types_of_locals_in_a_pxd(project: Any) -> None:
    """@cython.locals of a method that only the .pxd decorates."""
    project.write(
        record_DOT_pxd="""
            cdef class Record:
                cdef public int a
                cdef _fill(self, int a)
            """,
        record_DOT_py="""
            class Record:
                def _fill(self, a):
                    self.a = a
            """,
        reader_DOT_pxd="""
            import cython
            from record cimport Record
            cdef class Reader:
                @cython.locals(made=Record, rest="unsigned int", bytes_of="const unsigned char *")
                cdef _read(self, str text, int n)
                cpdef go(self)
            """,
        reader_DOT_py="""
            from record import Record
            import cython
            class Reader:
                def go(self):
                    return self._read("a", 2)
                def _read(self, text, n):
                    rest = n
                    data = b"ab"
                    bytes_of = data
                    rest += bytes_of[1] - 98
                    made = Record.__new__(Record)
                    made._fill(rest)
                    return made.a, cython.typeof(rest)
            """,
    )
    build(project, "record.py", "reader.py")
    assert project.python("import reader; print(reader.Reader().go())").strip() == "(2, 'unsigned int')"


def test_what_stands_in_another_file(project: Any) -> None:
    """Types of an extern block that is included further down; names that a .pxd leaves to the modules that use it."""
    project.write(
        kinds_DOT_pxi="""
            cdef extern from *:
                "enum Kind { SMALL = 3 };"
                enum Kind: SMALL
            """,
        helper_DOT_pxd="""
            missing = None
            cdef inline bint is_missing(value):
                return value is missing
            """,
        user_DOT_pyx="""
            from helper cimport is_missing
            missing = object()
            cdef int number(Kind kind):
                return kind
            include "kinds.pxi"
            def use():
                return number(SMALL), is_missing(missing), is_missing(None)
            """,
    )
    build(project, "user.pyx")
    assert project.python("import user; print(user.use())").strip() == "(3, True, False)"


def test_two_modules_under_one_name(project: Any) -> None:
    """The first counts, as in Cython."""
    project.write(
        first_DOT_pxd="ctypedef double number\n",
        second_DOT_pxd="ctypedef int number\n",
        user_DOT_pyx="""
            cimport first as types
            cimport second as types
            def use():
                cdef types.number x = 1.5
                return x
            """,
    )
    build(project, "user.pyx")
    assert project.python("import user; print(user.use())").strip() == "1.5"

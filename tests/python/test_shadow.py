"""The cython shadow module: uncompiled runs of pure-Python-mode code."""

from __future__ import annotations

from typing import Any

import pytest

from cyrite import shadow as cython


def test_names() -> None:
    public = [name for name in dir(cython) if not name.startswith("_")]
    assert len(public) == 366
    for name in (
        "int",
        "p_int",
        "ppp_const_longdouble",
        "ulonglong",
        "Py_tss_t",
        "p_void",
        "const_Py_ssize_t",
        "fused_type",
        "pymutex",
        "critical_section",
        "dataclasses",
        "py_int",
        "total_ordering",
        "ufunc",
    ):
        assert name in public


def test_casts() -> None:
    assert cython.int(3.7) == 3
    assert cython.cast(cython.int, 3.7) == 3
    assert cython.cast(cython.double, 2) == 2.0
    assert cython.cast(cython.bint, 5) is True
    assert cython.uchar(300) == 300  # no wrap-around
    items = [1]
    assert cython.cast(list, items) is items
    assert cython.cast(cython.pointer(cython.int), [1, 2.5])[1] == 2
    assert cython.cast(list, items, typecheck=True) is items


def test_declare() -> None:
    assert cython.declare(cython.int, 2.5) == 2
    assert cython.declare(cython.int) is None
    point = cython.struct(x=cython.int, y=cython.double)
    value = cython.declare(point)
    value.x = 1.9
    assert value.x == 1
    assert len(cython.declare(cython.int[3])._items) == 3


def test_structs_and_unions() -> None:
    point = cython.struct(x=cython.int, y=cython.double)
    assert point(1, 2).y == 2.0
    assert point(x=1).x == 1
    assert point(point(3, 4)).x == 3
    assert point(cast_from={"x": 5}).x == 5
    with pytest.raises(ValueError):
        point(z=1)
    either = cython.union(a=cython.int, b=cython.double)
    value = either(a=1)
    value.b = 2
    assert not value.__dict__.get("a")
    with pytest.raises(AttributeError):
        value.c = 1
    with pytest.raises(AttributeError):
        either(a=1, b=2)


def test_pointers() -> None:
    pointer = cython.address(3)
    assert pointer[0] == 3
    assert cython.NULL == None  # noqa: E711
    assert cython.p_int(None) == None  # noqa: E711
    with pytest.raises(IndexError):
        pointer[-1]
    assert repr(cython.p_int()) == "int *"
    assert cython.typeof(1) == "int" and cython.sizeof(cython.int) == 1


def test_views_and_arrays() -> None:
    assert repr(cython.double[:, ::1]) == "double[:, ::1]"
    assert repr(cython.double[::1, :]) == "double[::1, :]"
    assert repr(cython.int[:]) == "int[:]"
    assert cython.int[4]()._n == 4
    with pytest.raises(Exception, match="step of 1"):
        cython.int[::2]


def test_decorators_and_managers_do_nothing() -> None:
    @cython.cfunc
    @cython.locals(a=cython.int)
    @cython.returns(cython.int)
    @cython.exceptval(-1, check=True)
    @cython.boundscheck(False)
    @cython.optimize.use_switch(True)
    @cython.overflowcheck.fold(True)
    @cython.nogil
    def f(a: cython.int) -> cython.int:
        with cython.nogil, cython.boundscheck(False), cython.gil:
            return a + 1

    @cython.cclass
    @cython.final
    @cython.total_ordering
    class C:
        x = cython.declare(cython.int, visibility="public")

    assert f(1) == 2
    assert C.x is None
    with cython.critical_section(f):
        pass
    with pytest.raises(ZeroDivisionError), cython.nogil:
        1 / 0


def test_mutexes() -> None:
    for kind in (cython.pymutex, cython.pythread_type_lock):
        lock = kind()
        with lock:
            assert lock.locked()
        assert not lock.locked()


def test_fused_types() -> None:
    assert cython.fused_type(cython.py_int, cython.py_float) is cython.py_float
    fused = cython.fused_type(cython.int, cython.double)
    assert cython.cast(fused, 2.5) == 2.5
    with pytest.raises(TypeError):
        cython.fused_type()


def test_c_division() -> None:
    assert [cython.cdiv(a, b) for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2))] == [3, -3, -3, 3]
    assert [cython.cmod(a, b) for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2))] == [1, -1, 1, -1]


def test_modules_below(project: Any) -> None:
    project.use_compat()
    project.file("own.py", "VALUE = 4\n")
    out = project.python("""
        import cython
        from cython.parallel import prange, parallel, threadid
        from cython.cimports.libc.math import sin, floor
        from cython.cimports.libc import math
        from cython.cimports.libc.stdint import int64_t, INT64_MAX
        from cython.cimports.own import VALUE
        from cython.dataclasses import dataclass
        from cython.operator import dereference
        import cython.view
        print(list(prange(3)), list(prange(1, 4, 2, nogil=True)), threadid())
        with parallel(num_threads=2):
            pass
        print(floor(2.5), math.pi > 3, int64_t(2.5), VALUE, dereference([9]))
        print(cython.view.array(shape=(2, 2), itemsize=8, format="d").shape)
        @cython.dataclasses.dataclass
        class P:
            x: cython.int = 0
        print(P(3).x, cython.compiled)
        """)
    assert out.split("\n")[:5] == ["[0, 1, 2] [1, 3] 0", "2 True 2 4 9", "(2, 2)", "3 False", ""]

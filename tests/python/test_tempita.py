"""The template language of .pyx.in files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cyrite.tempita import Template, TemplateError, bunch, looper, sub


@pytest.mark.parametrize(
    "template, names, text",
    [
        ("Hi {{name}}", {"name": "x"}, "Hi x"),
        ("{{None}}|{{1.5}}", {}, "|1.5"),
        ("{{x | repr}} {{x|str|len}}", {"x": "ab"}, "'ab' 2"),
        ("{{if x}}a{{else}}b{{endif}}", {"x": 0}, "b"),
        ("  {{if x}}\nA\n  {{elif y == 2}}\nB\n{{else}}\nC\n{{endif}}\nend", {"x": 0, "y": 2}, "B\nend"),
        ("{{for a, b in items}}\n{{a}}={{b}};\n{{endfor}}\n", {"items": [(1, 2), (3, 4)]}, "1=2;\n3=4;\n"),
        (
            "{{for i in range(5)}}{{if i==1}}{{continue}}{{endif}}{{if i==3}}{{break}}{{endif}}{{i}},{{endfor}}",
            {},
            "0,2,",
        ),
        ("{{py:\nx = 1\ndef f(a):\n    return a + x\n}}\n{{f(x)}}", {}, "2"),
        ("{{py: z = [i for i in range(3)]}}{{[z[i] for i in z]}}", {}, "[0, 1, 2]"),
        ("{{# comment }}a", {}, "a"),
        ("{{default a = 5}}\n{{a}}", {}, "5"),
        ("{{default a = 5}}\n{{a}}", {"a": 6}, "6"),
        (
            "{{def hello(n, k=2)}}Hello {{n}}{{k}}!{{enddef}}{{hello('me')}} {{hello(n='x', k=3)}}",
            {},
            "Hello me2! Hello x3!",
        ),
        ("{{start_braces}}x{{end_braces}}", {}, "{{x}}"),
        ("{{iffy}}{{elsewhere}}{{format}}", {"iffy": 1, "elsewhere": 2, "format": 3}, "123"),
        ("a {{if 1}} b {{endif}} c\n", {}, "a  b  c\n"),
        ("x\n\n{{if 1}}\n\n{{if 1}}\ny\n{{endif}}\n\n{{endif}}\nz", {}, "x\ny\nz"),
    ],
)
def test_filling(template: str, names: Any, text: str) -> None:
    assert sub(template, **names) == text


def test_a_typical_source() -> None:
    template = """
{{py:

dtypes = [('float64', 'double'), ('int64', 'long')]
}}

{{for name, ctype in dtypes}}

cdef {{ctype}} add_{{name}}({{ctype}} a):
    {{if name == 'int64'}}
    return a + 1
    {{else}}
    return a + 1.0
    {{endif}}

{{endfor}}
"""
    assert sub(template) == (
        "\ncdef double add_float64(double a):\n    return a + 1.0\n"
        "\ncdef long add_int64(long a):\n    return a + 1\n"
    )


def test_looper() -> None:
    text = sub(
        "{{for loop, x in looper(xs)}}{{loop.number}}{{x}}{{if loop.first_group()}}*{{endif}}"
        "{{if not loop.last}}, {{endif}}{{endfor}}",
        xs="aab",
    )
    assert text == "1a*, 2a, 3b*"
    loops = [
        (loop.first, loop.last, loop.odd, loop.even, loop.previous, loop.next) for loop, _ in looper([1, 2])
    ]
    assert loops == [(True, False, True, False, None, 2), (False, True, False, True, 1, None)]


@pytest.mark.parametrize(
    "template, message",
    [
        ("{{if 1}}\n", "No {{endif}}"),
        ("{{endif}}", "endif"),
        ("{{1", "No '}}' to finish"),
        ("}}", "outside expression"),
        ("{{break}}", "outside of for loop"),
        ("{{for x}}{{endfor}}", "no 'in'"),
        ("{{py: a = 1\nb = 2}}", "must start with a newline"),
    ],
)
def test_errors_in_templates(template: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message.replace("{", r"\{").replace("}", r"\}")):
        Template(template)


def test_errors_of_expressions_name_the_place() -> None:
    with pytest.raises(NameError, match="at line 2 column 4 in file t.pyx.in"):
        Template("x\n {{nope}}", name="t.pyx.in").substitute()
    with pytest.raises(SyntaxError, match="line 1"):
        sub("{{1 +}}")


def test_delimiters_and_bunch() -> None:
    assert sub("<% x %>{{}}", delimiters=("<%", "%>"), x=3) == "3{{}}"
    assert bunch(a=1).a == 1


def test_inheritance(tmp_path: Path) -> None:
    (tmp_path / "base.tmpl").write_text("<{{self.title}}>{{self.body}}{{self.get.missing}}</>")
    (tmp_path / "page.tmpl").write_text("{{inherit 'base.tmpl'}}\n{{def title}}T{{enddef}}\nBody {{x}}")
    text = Template.from_filename(str(tmp_path / "page.tmpl")).substitute(x=1)
    assert text.replace("\n", "") == "<T>Body 1</>"


def test_command_line(tmp_path: Path) -> None:
    (tmp_path / "t.in").write_text("{{a}} {{b + 1}}")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "cyrite.tempita",
            str(tmp_path / "t.in"),
            "-o",
            str(tmp_path / "t"),
            "a=x",
            "py:b=1",
        ],
        check=True,
        cwd=Path(sys.modules["cyrite"].__file__).parents[1],
    )
    assert (tmp_path / "t").read_text() == "x 2"

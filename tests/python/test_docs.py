"""The documents: links and paths lead somewhere, and the examples of the guide compile."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Iterator, List, Tuple

import pytest

import cyrite

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/**/README.md")])
GUIDE = sorted((ROOT / "docs" / "guide").glob("*.md"))


def links(text: str) -> Iterator[str]:
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    text = re.sub(r"`[^`]*`", "", text)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"\w+:", target):
            yield target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in links(text):
        path = (page.parent / target.split("#")[0]) if not target.startswith("#") else page
        assert path.exists(), target
    for name in re.findall(r"`((?:transpiler|runtime|python|tests|tools|samples|docs|includes|cmake)/[\w./*]+)`", text):
        assert list(ROOT.glob(name.rstrip("/"))), name


def test_every_page_of_a_feature_is_listed() -> None:
    listed = set(links((ROOT / "docs" / "features" / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in (ROOT / "docs" / "features").glob("*.md")} - {"README.md"} <= listed


def examples() -> List[Tuple[str, str]]:
    found = []
    for page in GUIDE:
        text = page.read_text(encoding="utf-8")
        for number, code in enumerate(re.findall(r"^```cython\n(.*?)^```", text, re.M | re.S), 1):
            found.append((f"{page.stem} {number}", code))
    return found


@pytest.mark.parametrize("code", [code for _, code in examples()], ids=[name for name, _ in examples()])
def test_examples_of_the_guide_compile(project: Any, code: str) -> None:
    project.file("example.pyx", code)
    project.run(cyrite.get_executable(), "check", "example.pyx")

"""The annotation report as its reader sees it: colours, words, mouse and keyboard, in a headless Chromium."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any, Dict, Iterator, List

import browser as browsers
import pytest

import cyrite

NAME = "grid<b>&'x'.pyx"
SOURCE = '''"""<script>alert(1)</script> & {{title}} "quoted" """
SCALE = 2.0


def slow(values):
    total = 0
    for value in values:
        total += value.real * SCALE
        print(f"<i>{total}</i>")
    return "</code></div><b>%s</b>" % total


def light(list points):
    cdef double total = 0.0
    for point in points:
        total += <double>point
    return total


def fast(double[::1] values not None):
    cdef Py_ssize_t i
    cdef double total = 0.0
    for i in range(values.shape[0]):
        total += values[i] * 2
    return total
'''


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(SOURCE.split("\n"), 1) if text in line)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from browsers.launched()


@pytest.fixture
def report(project: Any) -> Path:
    project.file("x.pyx", "").with_name(NAME).write_text(SOURCE, encoding="utf-8")
    project.run(cyrite.get_executable(), "report", NAME)
    return project.folder / NAME.replace(".pyx", ".html")


class Page:
    """A report opened, with everything that must not happen collected in `trouble`."""

    def __init__(self, browser: Any, path: Path, scheme: str = "light") -> None:
        self.page = browser.new_page(color_scheme=scheme)
        self.trouble: List[str] = []
        self.page.on("dialog", lambda dialog: (self.trouble.append(dialog.message), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", lambda message: self.trouble.append(message.text))
        self.requests: List[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def line(self, text: str) -> Any:
        return self.page.locator("#L%d" % line_of(text))

    def detail(self, text: str) -> Any:
        return self.page.locator("#L%d + .detail" % line_of(text))

    def colour(self, selector: str, what: str = "background-color") -> List[float]:
        """Red, green, blue as seen: of the first ancestor that has a colour."""
        value = self.page.evaluate(
            """([selector, what]) => {
              for (let at = document.querySelector(selector); at; at = at.parentElement) {
                const value = getComputedStyle(at).getPropertyValue(what);
                if (value !== 'rgba(0, 0, 0, 0)') return value;
              }
              return 'rgb(255, 255, 255)';
            }""",
            [selector, what],
        )
        return [float(part) for part in re.findall(r"[\d.]+", value)[:3]]

    def close(self) -> None:
        self.page.close()
        assert self.trouble == []


def luminance(colour: List[float]) -> float:
    parts = [c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: List[float], other: List[float]) -> float:
    high, low = sorted([luminance(one), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours(browser: Any, report: Path) -> None:
    page = Page(browser, report)
    white = page.colour("#L%d" % line_of("total += values[i] * 2"))
    assert white == page.colour("body") == [255, 255, 255]
    assert page.colour("#L%d" % line_of("for i in range")) == white
    yellow = page.colour("#L%d" % line_of("for point in points"))
    assert yellow != white and yellow[0] > 240 and yellow[1] > 220 and yellow[2] < 240
    orange = page.colour("#L%d" % line_of("print(f"))
    assert orange[0] > 240 and orange[1] < 230 and orange[2] < 170
    legend = [page.colour(".legend .heat%d" % heat) for heat in range(5)]
    assert len({tuple(colour) for colour in legend}) == 5
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(browser: Any, report: Path, scheme: str) -> None:
    page = Page(browser, report, scheme)
    assert (luminance(page.colour("body")) > 0.5) == (scheme == "light")
    text = page.colour("body", "color")
    for heat in range(5):
        assert contrast(text, page.colour(".legend .heat%d" % heat)) >= 4.5
    assert contrast(page.colour(".help", "color"), page.colour("body")) >= 4.5
    page.line("print(f").click()
    for heat_text in (".detail .facts", ".detail .emitted"):
        assert contrast(page.colour(heat_text, "color"), page.colour(".detail")) >= 4.5
    page.close()


def test_click_shows_why_and_the_code(browser: Any, report: Path) -> None:
    page = Page(browser, report)
    detail = page.detail("value.real * SCALE")
    assert not detail.is_visible()
    page.line("value.real * SCALE").click()
    assert detail.is_visible()
    words = detail.locator(".facts").inner_text()
    assert "value.real" in words and "attribute" in words and "in a loop" in words
    assert "module" in words  # SCALE is looked up there, and what to write instead is said
    assert "cdef variable" in words
    assert "cy::" in detail.locator(".emitted").inner_text()
    page.line("value.real * SCALE").click()
    assert not detail.is_visible()
    page.line("def fast").click()
    assert "once, at import" in page.detail("def fast").inner_text()
    page.close()


def test_keyboard(browser: Any, report: Path) -> None:
    page = Page(browser, report)
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.getAttribute('role')") == "button"
    first = page.page.evaluate("document.activeElement.id")
    page.page.keyboard.press("ArrowDown")
    second = page.page.evaluate("document.activeElement.id")
    assert int(second[1:]) > int(first[1:])
    page.page.keyboard.press("Enter")
    assert page.page.locator("#%s + .detail" % second).is_visible()
    assert page.page.get_attribute("#" + second, "aria-expanded") == "true"
    page.page.keyboard.press("ArrowUp")
    assert page.page.evaluate("document.activeElement.id") == first
    page.page.keyboard.press("a")  # something is open: closes all
    assert page.page.locator(".detail:visible").count() == 0
    page.page.keyboard.press("a")
    assert page.page.locator(".detail:visible").count() == page.page.locator(".detail").count() > 5
    page.close()


def test_the_source_is_only_text(browser: Any, report: Path) -> None:
    page = Page(browser, report)
    page.page.keyboard.press("a")
    assert page.page.locator("#lines .source").all_text_contents() == SOURCE.rstrip("\n").split("\n")
    assert page.page.locator("h1").inner_text() == NAME
    assert page.page.title().startswith(NAME)
    assert page.page.locator("script").count() == 1
    assert page.page.locator("main b, main i, h1 b").count() == 0
    assert page.requests == [page.requests[0]]  # one file, nothing fetched
    page.close()


def test_totals_and_json_say_the_same(browser: Any, report: Path, project: Any) -> None:
    facts = json.loads(project.run(cyrite.get_executable(), "report", "--json", NAME).stdout)
    page = Page(browser, report)
    rows = page.page.locator(".totals tbody tr")
    shown: Dict[str, List[str]] = {}
    for row in rows.all():
        name, score, loops = row.locator("td").all_inner_texts()
        shown[name] = [score, loops]
    assert shown == {each["name"]: [str(each["score"]), str(each["loop_score"])] for each in facts["functions"]}
    assert shown["fast"][1] == "0" and int(shown["slow"][1]) > 20
    for line in facts["lines"]:
        row = page.page.locator("#L%d" % line["line"])
        assert row.get_attribute("data-score") == str(line["score"])
        assert "heat%d" % line["heat"] in row.get_attribute("class").split()
        words = page.page.locator("#L%d + .detail li" % line["line"]).all_text_contents()
        assert len(words) == len(line["facts"])
        for word, fact in zip(words, line["facts"]):
            assert fact["text"] in word and fact["source"] in word and ("in a loop" in word) == fact["in_loop"]
    told = {line["line"] for line in facts["lines"]}
    for number in range(1, SOURCE.count("\n") + 1):
        if number not in told:
            assert page.page.get_attribute("#L%d" % number, "data-score") == "0"
    page.close()


def test_inline_in_a_notebook(browser: Any, report: Path, project: Any) -> None:
    pytest.importorskip("IPython")
    from cyrite import jupyter

    path = project.folder / "notebook.html"
    path.write_text("<!DOCTYPE html><title>notebook</title>" + jupyter._inline_report(str(report)), encoding="utf-8")
    page = Page(browser, path)
    frame = page.page.frame_locator("iframe")
    frame.locator("#L%d" % line_of("print(f")).click()
    detail = frame.locator("#L%d + .detail" % line_of("print(f"))
    assert detail.is_visible() and "in a loop" in detail.inner_text()
    assert html.escape(NAME) not in frame.locator("h1").inner_text()
    page.close()

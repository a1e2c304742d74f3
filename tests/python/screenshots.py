"""Makes the pictures of the annotation report in docs/images: python tests/python/screenshots.py SOURCE.pyx LINE (the line that is opened)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import browser as browsers

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"


def main() -> None:
    source, line = Path(sys.argv[1]).resolve(), sys.argv[2]
    subprocess.run(["cyrite", "report", source.name], cwd=source.parent, check=True)
    for driven in browsers.launched():
        for scheme in ("light", "dark"):
            page = driven.new_page(color_scheme=scheme, viewport={"width": 900, "height": 400}, device_scale_factor=1)
            page.goto(source.with_suffix(".html").as_uri())
            page.click("#L" + line)
            page.evaluate("document.activeElement.blur()")
            page.screenshot(path=str(IMAGES / f"report_{scheme}.png"), full_page=True)


if __name__ == "__main__":
    main()

"""A headless Chromium for the tests of the report: the one that is installed, else one that is installed now."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Iterator, Optional

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def _on_path() -> Optional[str]:
    return next((path for path in map(shutil.which, NAMES) if path), None)


def _quietly(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=300).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _by_apt() -> Optional[str]:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    if not _quietly(*install):
        _quietly("apt-get", "update", "-qq")
        _quietly(*install)
    return _on_path()


def launched() -> Iterator[object]:
    """Yields a playwright browser; skips the test, with the reason, where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = _on_path() or _by_apt()
    with api.sync_playwright() as driver:
        if path is None and not os.path.exists(driver.chromium.executable_path):
            _quietly(sys.executable, "-m", "playwright", "install", "chromium")
        try:
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except api.Error as error:
            pytest.skip("no Chromium could be installed and started: " + str(error).splitlines()[0])
        yield browser
        browser.close()

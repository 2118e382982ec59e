"""What tests in several folders share: programs of the operating system that must be there in CI, and property tests that do not go by the clock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# A property is true or false, not slow: by hypothesis' own clock (200 ms an example) a busy machine made them fail at random.
settings.register_profile("amorecheck", deadline=None)
settings.load_profile("amorecheck")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The operating system's Chromium under Playwright. Without one these tests are passed over, but never in CI."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("playwright is not installed (pip install amorecheck[test])")
    if CHROMIUM is None:
        _absent("no Chromium found (apt-get install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def libreoffice() -> None:
    """LibreOffice, to see what another program makes of our files. Passed over without it, but never in CI."""
    if shutil.which("soffice") is None:
        _absent("LibreOffice is not installed (apt-get install libreoffice-writer)")


@pytest.fixture(scope="session")
def tesseract() -> None:
    """Tesseract with Dutch, to read a real scan. Passed over without it, but never in CI."""
    if shutil.which("tesseract") is None:
        _absent("tesseract is not installed (apt-get install tesseract-ocr tesseract-ocr-nld)")


def _absent(reason: str) -> None:
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(f"This test must run in CI: {reason}")
    pytest.skip(reason)

"""What tests in several folders share: a real Chromium, and property tests that do not go by the clock."""

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


def _absent(reason: str) -> None:
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(f"The browser tests must run in CI: {reason}")
    pytest.skip(reason)

"""A server and a browser to measure with: the tests' own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from chromium import ARGUMENTS, find
from conftest import free_port, open_atlas, running, serving

__all__ = ["ARGUMENTS", "browsing", "engine", "find", "free_port", "open_atlas", "running", "serving"]


@contextmanager
def browsing() -> Iterator[Browser]:
    """Run a Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()


def engine(page: Page) -> Frame:
    """Return the map's frame."""
    return next(frame for frame in page.frames if frame != page.main_frame)

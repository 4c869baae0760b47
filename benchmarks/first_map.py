"""From opening the page to its first painted map, as a reader waits for it."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from chromium import ARGUMENTS, find
from conftest import serving


def first_map(times: int) -> float:
    """Return the median seconds to the first map, each time in a browser context without a cache.

    Parameters
    ----------
    times
        How often to open the page.
    """
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        spans = []
        for _ in range(times + 1):
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
            page = context.new_page()
            start = time.perf_counter()
            page.goto(address)
            page.frame_locator("iframe").locator("[data-ready] .sa-timebar[data-date]").wait_for()
            spans.append(time.perf_counter() - start)
            context.close()
        return statistics.median(spans[1:])  # the first one warms the server

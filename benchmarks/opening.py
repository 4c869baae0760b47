"""From opening the page to its first map, beside an empty page of Streamlit."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Browser, Page
from rich.table import Table

from benchmarks.browsing import browsing, free_port, running, serving

EMPTY = Path(__file__).parent / "empty_page.py"


def opening(times: int = 7) -> Table:
    """Open both pages in turn, each time in a browser context without a cache."""
    with serving() as ours, empty() as theirs, browsing() as browser:
        pages = {
            "first picture of the map": (ours, first_picture),
            "living map": (ours, living_map),
            "empty page": (theirs, lambda page: page.get_by_text("Ready").wait_for()),
        }
        spans: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(times + 1):
            for name, (address, shown) in pages.items():
                spans[name].append(open_once(browser, address, shown))
    medians = {name: statistics.median(measured[1:]) for name, measured in spans.items()}  # the first one warms
    table = Table("page", "ms", "ratio", title="From address to first map, on a warm server")
    for name, median in medians.items():
        table.add_row(name, f"{median * 1000:,.0f}", f"{median / medians['empty page']:.2f}")
    return table


def first_picture(page: Page) -> None:
    """Wait until the page shows the countries of a day, as the server drew them."""
    page.locator("#first-picture path[data-alliance=AES]").first.wait_for()


def living_map(page: Page) -> None:
    """Wait until the map shows a day."""
    page.frame_locator("iframe").locator("[data-ready] .sa-timebar[data-date]").wait_for()


def open_once(browser: Browser, address: str, shown: Callable[[Page], None]) -> float:
    """Return the seconds until a page shows what it is for."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    shown(page)
    span = time.perf_counter() - start
    context.close()
    return span


def empty() -> AbstractContextManager[str]:
    """Serve a page with a word on it."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(EMPTY), "--server.headless=true", f"--server.port={port}"]
    return running(command, port, cwd=EMPTY.parent)

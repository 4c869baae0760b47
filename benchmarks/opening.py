"""From opening the page to its first map, beside an empty page of Streamlit."""

from __future__ import annotations

import json
import statistics
import sys
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Browser
from rich.table import Table

from benchmarks.browsing import browsing, free_port, running, serving

EMPTY = Path(__file__).parent / "empty_page.py"

SHOWN = {
    "first picture of the map": "#first-picture path[data-alliance=AES]",
    "living map": "[data-ready] .sa-timebar[data-date]",
    "empty page": "[data-testid=stMarkdownContainer] p",
}
"""What each page is for, in the page or in a frame of it."""

# Told by the page itself, once what it is for is painted: Playwright looks for what is in a frame at growing distances,
# up to half a second.
WATCH = """
(selector) => {
  if (window !== window.top) return;
  const documents = () => [document, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument)];
  const timer = setInterval(() => {
    if (!documents().some((one) => one?.querySelector(selector))) return;
    clearInterval(timer);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.shownAfter = performance.now());
      port2.postMessage(null);
    });
  }, 4);
}"""


def opening(times: int = 9) -> Table:
    """Open all pages in turn, each time in a browser context without a cache."""
    with serving() as ours, empty() as theirs, browsing() as browser:
        spans: dict[str, list[float]] = {name: [] for name in SHOWN}
        for _ in range(times + 1):
            for name, selector in SHOWN.items():
                spans[name].append(open_once(browser, theirs if name == "empty page" else ours, selector))
    medians = {name: statistics.median(measured[1:]) for name, measured in spans.items()}  # the first one warms
    table = Table("page", "ms", "ratio", title="From address to first map, on a warm server")
    for name, median in medians.items():
        table.add_row(name, f"{median:,.0f}", f"{median / medians['empty page']:.2f}")
    return table


def open_once(browser: Browser, address: str, selector: str) -> float:
    """Return the milliseconds until a page shows what it is for, as it tells itself."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    page = context.new_page()
    page.add_init_script(f"({WATCH})({json.dumps(selector)})")
    page.goto(address, wait_until="commit")
    span: float = page.wait_for_function("window.shownAfter", polling=100).json_value()
    context.close()
    return span


def empty() -> AbstractContextManager[str]:
    """Serve a page with a word on it."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(EMPTY), "--server.headless=true", f"--server.port={port}"]
    return running(command, port, cwd=EMPTY.parent)

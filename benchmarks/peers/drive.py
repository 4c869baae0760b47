"""Drive the peers in a real browser and time each step of the date, from the key press until the map shows it.

The clock starts at the ``keydown`` event itself and stops in the page too, so nothing of Playwright is in it. Two
times are taken. *Held*: the page's nodes hold the map of the date; they are looked at whenever they change. *Painted*:
the browser has made the frame that shows it. Painted is what a reader waits for, and as no screen shows anything
between two frames, it cannot be less than the rest of the frame in which the key fell, 8 ms on average, and the
time to paint. Held has no such floor, so ratios are to be read from it. What "holds" means:

rebuild, feature_group
    The label in the map's iframe carries the wanted date, in a frame that has a height and is not hidden. Both
    peers add the label after countries and events, in the same script: when it is there, they are. What Leaflet
    draws on its canvas it draws in the frame that follows, which is the one that the measurement includes.
atlas
    The time bar's root carries the wanted date. It is written in the same task as the map.
timeline
    The plugin's own display of the date, a control on the map, has changed. The plugin writes it after it has
    changed the layers. A step goes to the next day on which something changes: this is what its keyboard does.
deck
    deck.gl's layer of text with the wanted date is in its layer manager and nothing waits to be drawn. That is
    read from the living `Deck`, found through React, as a canvas of pixels cannot be asked for a date.

After each step the number of events on the map is compared with the record, so that a map which shows the
date and not its events would be found out.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from rich.table import Table

from benchmarks.browsing import ARGUMENTS, find, free_port, running, serving
from benchmarks.peers import data
from benchmarks.peers.local_scripts import serving_scripts
from benchmarks.synthetic import synthetic
from geodata.record import read_record

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
APPS = ("atlas", "rebuild", "feature_group", "timeline", "deck")
WARMING = 2
LIMIT = 60.0
FEWEST = 3
QUIET = 10
"""So many looks in a row, 50 ms apart, find nothing that moves before the next step is made."""
SOFTWARE_WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""deck.gl needs WebGL; without a graphics card Chromium draws it on the processor."""


class TooSlowError(Exception):
    """A peer did not show its map, or too few steps of it, in the time it had."""


class WrongMapError(Exception):
    """A peer's map showed the date but not its events."""


@dataclass(frozen=True)
class Steps:
    """What the steps of one peer cost.

    Attributes
    ----------
    held, painted
        Milliseconds from key press until the page holds the map, and until it is painted, per step.
    bytes_received
        What came over the websocket, per step, until the page was at rest.
    """

    held: list[float]
    painted: list[float]
    bytes_received: list[int]


def measure(app: str, events: Path | None, steps: int = 20, limit: float = LIMIT) -> Steps:
    """Measure a peer.

    Parameters
    ----------
    app
        One of `APPS`.
    events
        The events file; None for the atlas's own record.
    steps
        How many steps of the date to make; fewer are made where the time runs out.
    limit
        Seconds for opening the page and all steps.

    Raises
    ------
    TooSlowError
        If there was not time for a few steps.
    WrongMapError
        If the map did not show the events of its date.
    """
    days = sorted(event.date.first for event in (read_record([events]) if events else data.record()).events)
    with serving_scripts(plugins=app == "timeline") as scripts, _served(app, events, scripts) as address:
        deadline = time.monotonic() + limit
        with sync_playwright() as playwright:
            arguments = [*ARGUMENTS, *(SOFTWARE_WEBGL if app == "deck" else [])]
            browser = playwright.chromium.launch(executable_path=find(), args=arguments)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-US", timezone_id="UTC")
            page.add_init_script(path=HERE / "watch.js")
            try:
                page.goto(address + (f"/?date={data.START}" if app == "atlas" else ""))
                return _Reader(page, app, days, deadline).steps(steps)
            finally:
                browser.close()


class _Reader:
    """Someone at the keyboard."""

    def __init__(self, page: Page, app: str, days: list[date], deadline: float) -> None:
        self.page, self.app, self.days, self.deadline = page, app, days, deadline
        self.kind = app if app in ("atlas", "timeline", "deck") else "label"

    def steps(self, number: int) -> Steps:
        """Make some steps to warm up, which do not count, and then as many as asked for and as time allows."""
        taken: list[tuple[float, float, int]] = []
        try:
            self.read()
            self.rest()
            self.focus()
            while len(taken) < WARMING + number:
                taken.append(self.step())
        except (TooSlowError, PlaywrightTimeoutError) as error:
            if len(taken) < WARMING + FEWEST:
                raise TooSlowError(self.app) from error
        held, painted, received = zip(*taken[WARMING:], strict=True)
        return Steps(list(held), list(painted), list(received))

    def focus(self) -> None:
        """Bring the keyboard to the peer's slider."""
        if self.app == "atlas":
            self.page.frame_locator("iframe").get_by_role("slider").focus()
            return
        if self.app != "timeline":
            self.page.get_by_role("slider").focus()
            return
        # A click in the plugin's slider goes near the day on which the other peers begin. Then the keyboard's focus
        # goes to a button: on the slider an arrow is one millisecond, on the map it moves the map as well.
        control = self.page.frame_locator("iframe").locator(".leaflet-timeline-control")
        slider = control.locator("input")
        low, high = (float(slider.get_attribute(name) or 0) for name in ("min", "max"))
        box = slider.bounding_box()
        assert box
        reached = ((data.START - date(1970, 1, 1)).total_seconds() * 1000 - low) / (high - low)
        slider.click(position={"x": box["width"] * reached, "y": box["height"] / 2})
        control.locator("button.next").focus()

    def step(self) -> tuple[float, float, int]:
        """Make one step; return its milliseconds until held and until painted, and its bytes."""
        before = self.read()["date"]
        wanted = None if self.app == "timeline" else str(date.fromisoformat(before) + timedelta(days=1))
        received = self.page.evaluate("watch.received")
        self.page.evaluate("([kind, before, wanted]) => watch.arm(kind, before, wanted)", [self.kind, before, wanted])
        self.page.keyboard.press("ArrowRight")
        self.page.wait_for_function("watch.taken !== null", timeout=self.left())
        taken = self.page.evaluate("watch.taken")
        self.rest()
        self.check()
        return taken["held"], taken["painted"], self.page.evaluate("watch.received") - received

    def read(self) -> dict[str, Any]:
        """Return the date and the number of events that the map shows, once it shows any."""
        handle = self.page.wait_for_function("kind => watch.read(kind)", arg=self.kind, timeout=self.left())
        shown: dict[str, Any] = handle.json_value()
        return shown

    def rest(self) -> None:
        """Wait, as a reader who looks at the map would, until nothing has moved for half a second.

        No less: the atlas tells the server 150 ms after a step, and the next step is not to pay for that answer.
        """
        quiet = 0
        while quiet < QUIET:
            self.left()
            self.page.wait_for_timeout(50)
            quiet = quiet + 1 if self.page.evaluate("watch.resting()") else 0

    def check(self) -> None:
        """Compare the map with the record."""
        shown = self.read()
        day = date.fromisoformat(shown["date"])
        due = sum(day - data.TRAIL < event <= day for event in self.days)
        if shown["events"] != due:
            raise WrongMapError(f"{self.app} shows {shown['events']} events on {day}, the record has {due}")

    def left(self) -> float:
        """Return the milliseconds that are left."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TooSlowError(self.app)
        return left * 1000


def _served(app: str, events: Path | None, scripts: str) -> AbstractContextManager[str]:
    if app == "atlas":
        return serving(*(["--data", str(events)] if events else []))
    environment = {**os.environ, "ATLAS_BENCH_SCRIPTS": scripts}
    environment.pop("ATLAS_BENCH_EVENTS", None)
    if events:
        environment["ATLAS_BENCH_EVENTS"] = str(events.resolve())
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(HERE / f"{app}.py"), "--server.headless=true"]
    command += [f"--server.port={port}", "--server.fileWatcherType=none"]
    return running(command, port, env=environment)


def compare(folder: Path) -> Table:
    """Return what a step of the date costs in the atlas and in its peers; in brackets how many times the atlas's."""
    columns = ("events", "app", "held, median ms", "painted, median ms", "painted, p95 ms", "bytes per step", "steps")
    table = Table(*columns, title="One step of the date, from the key press until the map shows it")
    for size in (None, 10_000):
        events = synthetic(size, folder, "json") if size else None
        ours: list[float] = []
        for app in APPS:
            try:
                steps = measure(app, events)
            except TooSlowError:
                table.add_row(f"{size:,}" if size else "own record", app, *["—"] * 5)
                continue
            slow = statistics.quantiles(steps.painted, n=20, method="inclusive")[-1]
            medians = [statistics.median(steps.held), statistics.median(steps.painted)]
            ours = ours or medians
            received = statistics.median(steps.bytes_received)
            figures = (
                *(f"{middle:,.1f} ({middle / own:.1f}×)" for middle, own in zip(medians, ours, strict=True)),
                f"{slow:,.0f}",
                f"{received:,.0f}",
                str(len(steps.held)),
            )
            table.add_row(f"{size:,}" if size else "own record", app, *figures)
    return table

"""How reading, asking and the payload grow with the number of events."""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from rich.table import Table

from benchmarks.synthetic import synthetic
from dashboard.map.assets import Assets
from dashboard.map.payload import payload
from geodata.changes import changes
from geodata.record import Record, read_record
from geodata.state import as_of

T = TypeVar("T")
SIZES = (250, 2_500, 25_000)
SOME_DAY, LATER_DAY = date(2024, 4, 17), date(2024, 8, 5)


def growth(folder: Path) -> Table:
    """Measure the record with each number of events; in brackets the ratio to the smallest."""
    table = Table("events", "read", "as_of", "changes", "payload", title="How it grows")
    first: list[float] = []
    for size in SIZES:
        file = synthetic(size, folder)
        reading, record = timed(lambda file=file: read_record([file]), 1 if size > 2_500 else 3)
        figures = [reading, *model(record), float(len(gzip.compress(payload(record), 9)))]
        first = first or figures
        shown = zip(written(figures), figures, first, strict=True)
        table.add_row(f"{size:,}", *(f"{show} ({now / then:.1f})" for show, now, then in shown))
    return table


def model(record: Record) -> tuple[float, float]:
    """Return the seconds that `as_of` and `changes` take, once the lines of time are made."""
    as_of(SOME_DAY, record)
    asking, _ = timed(lambda: as_of(SOME_DAY, record), 200)
    comparing, _ = timed(lambda: changes(SOME_DAY, LATER_DAY, record), 50)
    return asking, comparing


def written(figures: list[float]) -> list[str]:
    """Return the figures with their units."""
    reading, asking, comparing, size = figures
    return [f"{reading:.2f} s", f"{asking * 1e6:.0f} µs", f"{comparing * 1e6:.0f} µs", f"{size / 1000:.0f} kB"]


def timed(act: Callable[[], T], times: int) -> tuple[float, T]:
    """Return the median seconds of an act, and its result."""
    spans = []
    for _ in range(times):
        start = time.perf_counter()
        result = act()
        spans.append(time.perf_counter() - start)
    return statistics.median(spans), result


def sizes(assets: Assets) -> Table:
    """Return what the browser gets once, as served."""
    table = Table("file", "kB", "kB gzipped", title="What the browser gets, once")
    for asset in assets.all():
        table.add_row(
            asset.name.split("-")[0], f"{len(asset.content) / 1000:.0f}", f"{len(asset.compressed) / 1000:.0f}"
        )
    return table

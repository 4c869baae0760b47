"""Measure the record, the model, the payload and the first map; print one table."""

from __future__ import annotations

import gzip
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from rich.console import Console
from rich.table import Table

from benchmarks.first_map import first_map
from dashboard.assets import Assets, build
from dashboard.payload import payload
from geodata.changes import changes
from geodata.record import Record, default_files, own_record, read_record
from geodata.state import as_of

T = TypeVar("T")
SIZES = (250, 2_500, 25_000)
SOME_DAY, LATER_DAY = date(2024, 4, 17), date(2024, 8, 5)


def main() -> None:
    """Measure and print."""
    console = Console()
    table = Table("n events", "read", "as_of", "changes", "payload", title="Medians; in brackets the ratio to 250")
    first: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            file = synthetic(size, Path(folder))
            reading, record = timed(lambda file=file: read_record([file]), 1 if size > 2_500 else 3)
            figures = [reading, *model(record), float(len(gzip.compress(payload(record), 9)))]
            first = first or figures
            cells = [
                f"{show} ({now / then:.1f})" for show, now, then in zip(written(figures), figures, first, strict=True)
            ]
            table.add_row(f"{size:,}", *cells)
    console.print(table)
    console.print(f"The browser gets, in kB: {sizes(build(own_record()))}")
    console.print(f"First map, fresh browser each time, median of 5: {first_map(5) * 1000:.0f} ms")


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


def synthetic(size: int, folder: Path) -> Path:
    """Write an events file of a size: the real events, over and over, under new ids.

    A small file keeps the events that memberships, bases and forces point to.
    """
    record = own_record()
    lasting = (*record.memberships, *record.bases, *record.forces)
    needed = {one.began_with for one in lasting} | {one.ended_with for one in lasting}
    needed |= {stage.event for alliance in record.alliances for stage in alliance.stages}
    own = yaml.safe_load(default_files()["events.yaml"].read_text(encoding="utf-8"))["events"]
    own.sort(key=lambda event: event["id"] not in needed)
    events = []
    for number in range(size):
        event, turn = own[number % len(own)], number // len(own)
        name = f"{event['id']}-copy-{turn}" if turn else event["id"]
        events.append({**event, "id": name, "related": [], **(varied(event, number) if turn else {})})
    file = folder / f"events-{size}.yaml"
    file.write_text(yaml.dump({"events": events}, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def varied(event: dict[str, Any], number: int) -> dict[str, Any]:
    """Return another title and place, so that copies do not compress better than events would."""
    chance = random.Random(number)
    title = {lang: " ".join(chance.sample(words := text.split(), len(words))) for lang, text in event["title"].items()}
    shift = {axis: round(event["place"][axis] + chance.uniform(-0.2, 0.2), 3) for axis in ("lat", "lon")}
    return {"title": title, "place": {**event["place"], **shift}}


def sizes(assets: Assets) -> str:
    """Return what the browser gets once, in kilobytes as served."""
    served = {name: len(one.compressed) / 1000 for name, one in vars(assets).items()}
    return ", ".join(f"{name} {size:.0f}" for name, size in served.items())


main()

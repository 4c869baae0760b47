"""Measure everything side by side in one run, and write the tables to RESULTS.md."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.exports import exports
from benchmarks.filtering import filtering
from benchmarks.growth import growth, sizes
from benchmarks.opening import opening
from benchmarks.peers.drive import compare
from benchmarks.programs import programs
from benchmarks.scrubbing import scrubbing
from dashboard.map.assets import build
from geodata.record import own_record

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    """Measure what is asked for, or everything; only the whole is written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measures: dict[str, Callable[[], Table]] = {
            "steps": lambda: compare(folder),
            "scrubbing": lambda: scrubbing(folder),
            "filtering": lambda: filtering(folder),
            "opening": opening,
            "api": programs,
            "sizes": lambda: sizes(build(own_record())),
            "exports": exports,
            "growth": lambda: growth(folder),
        }
        asked = sys.argv[1:] or list(measures)
        if unknown := set(asked) - set(measures):
            sys.exit(f"no measure is called {', '.join(sorted(unknown))}; there are: {', '.join(measures)}")
        tables = []
        for one in asked:
            print(f"Measuring {one}…", file=sys.stderr)
            tables.append(measures[one]())
            Console().print(tables[-1])
    if set(asked) == set(measures):
        RESULTS.write_text("\n".join([heading(), *map(as_markdown, tables)]), encoding="utf-8")


def heading() -> str:
    """Return where and when it was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB"
    return f"""# Results

Measured on {datetime.now(UTC):%Y-%m-%d} on {machine}, Python {platform.python_version()}. Headless Chromium draws on
the processor, as there is no graphics card. Ratios matter, not the figures. `uv run python -m benchmarks` writes this
file; what is measured, and how, is told in [README.md](README.md).
"""


def as_markdown(table: Table) -> str:
    """Return a table as Markdown."""
    rows = zip(*(list(column.cells) for column in table.columns), strict=True)
    head = [str(column.header) for column in table.columns]
    lines = [f"## {table.title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows), ""])


main()

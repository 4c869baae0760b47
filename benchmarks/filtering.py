"""What a filter costs that is toggled in Streamlit: until the map has changed, on the wire, and on the server."""

from __future__ import annotations

import os
import statistics
from pathlib import Path

from rich.table import Table

from benchmarks.browsing import browsing, engine, open_atlas, serving
from benchmarks.synthetic import synthetic
from benchmarks.wire import wired

SIZES = (250, 10_000)
CHIPS = ("United States", "Russia", "AES", "ECOWAS")

# From the click to the frame in which the map shows something else; asked in the page, so that nothing of
# Playwright is in it.
TOGGLE = """async (label) => {
  const page = window.parent.document;
  const chip = [...page.querySelectorAll("button")].find((one) => one.textContent.trim() === label);
  const look = () => JSON.stringify([
    document.querySelector("[data-ready]").dataset.shown,
    document.querySelectorAll(".sa-symbol").length,
    [...document.querySelectorAll("path[data-country]")].map(({ dataset }) => dataset.status + dataset.alliance),
  ]);
  const before = look();
  const start = performance.now();
  chip.click();
  while (look() === before) {
    if (performance.now() - start > 5000) throw new Error(`${label} changed nothing`);
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}"""


def filtering(folder: Path, turns: int = 4) -> Table:
    """Toggle filters on and off with each number of events; ratios are to the smaller number."""
    columns = (
        "events",
        "map changed, median ms",
        "p95 ms",
        "bytes in, median",
        "bytes in and out",
        "server CPU ms a rerun",
    )
    table = Table(*columns, title="A filter toggled in Streamlit")
    warm = 2 * len(CHIPS)  # toggles of the first turn, which fetch the texts of what they show
    first: list[float] = []
    for size in SIZES:
        file = synthetic(size, folder, "json")
        with serving("--data", str(file)) as address, wired(address) as wire, browsing() as browser:
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-US")
            open_atlas(page, wire.address, "date=2024-08-05")
            page.wait_for_timeout(2_500)
            spans, bytes_in, bytes_all = [], [], []
            for turn in range(turns + 1):
                if turn == 1:  # the first turn warms; the server is watched from here on
                    before = cpu_seconds()
                for label in (*CHIPS, *CHIPS):
                    down, up = wire.down, wire.up
                    spans.append(engine(page).evaluate(TOGGLE, label))
                    page.wait_for_timeout(500)
                    bytes_in.append(wire.down - down)
                    bytes_all.append(wire.down - down + wire.up - up)
            reruns = turns * warm
            spent = (cpu_seconds() - before) / reruns * 1000
            figures = [statistics.median(spans[warm:]), statistics.median(bytes_in[warm:])]
            first = first or figures
            slow = statistics.quantiles(spans[warm:], n=20, method="inclusive")[-1]
            table.add_row(
                f"{size:,}",
                f"{figures[0]:.0f} ({figures[0] / first[0]:.2f})",
                f"{slow:.0f}",
                f"{figures[1]:,.0f} ({figures[1] / first[1]:.2f})",
                f"{statistics.median(bytes_all[warm:]):,.0f}",
                f"{spent:.1f}",
            )
    return table


def cpu_seconds() -> float:
    """Return the processor seconds that our server's processes have used; on Linux only."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            if b"dashboard\0serve" in command:
                fields = (process / "stat").read_text().rpartition(") ")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        except OSError:
            continue  # it has just ended
    return ticks / os.sysconf("SC_CLK_TCK")

"""How long a frame takes while the thumb is dragged over the whole record, with more and more events."""

from __future__ import annotations

import statistics
from pathlib import Path

from rich.table import Table

from benchmarks.browsing import browsing, engine, open_atlas, serving
from benchmarks.synthetic import synthetic

SIZES = (None, 10_000, 100_000)
GOALS = {None: 17.5, 10_000: 33.0, 100_000: 100.0}
TRAILS = ("12m", "all")

# Each frame has another day: what a reader's hand could do at most. A frame's time is what the browser took until
# it asked for the next one, layout, painting and our script included.
DRAG = """async (steps) => {
  const range = document.querySelector(".sa-range");
  const [low, high] = [Number(range.min), Number(range.max)];
  const frames = [];
  let before = await new Promise(requestAnimationFrame);
  for (let step = 0; step <= steps; step++) {
    range.value = Math.round(low + ((high - low) * step) / steps);
    range.dispatchEvent(new Event("input", { bubbles: true }));
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  return frames;
}"""

# The same without a frame between: what our script itself takes, style and layout left out.
SCRIPT = """async (steps) => {
  const range = document.querySelector(".sa-range");
  const [low, high] = [Number(range.min), Number(range.max)];
  let script = 0;
  for (let step = 0; step <= steps; step++) {
    range.value = Math.round(low + ((high - low) * step) / steps);
    const start = performance.now();
    range.dispatchEvent(new Event("input", { bubbles: true }));
    script += performance.now() - start;
    await new Promise(requestAnimationFrame);
  }
  return script / steps;
}"""


def scrubbing(folder: Path, steps: int = 600) -> Table:
    """Drag from the first day to the last, with each number of events and each trail."""
    columns = ("events", "trail", "script ms a step", "frame median ms", "p95 ms", "goal p95 ms")
    table = Table(*columns, title="Dragging the thumb over the whole record")
    for size in SIZES:
        options = ["--data", str(synthetic(size, folder, "json"))] if size else []
        with serving(*options) as address, browsing() as browser:
            for trail in TRAILS:
                page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-US")
                open_atlas(page, address, f"trail={trail}")
                page.wait_for_timeout(2_500)
                frames = engine(page).evaluate(DRAG, steps)
                page.wait_for_timeout(1_000)
                script = engine(page).evaluate(SCRIPT, steps)
                page.close()
                slow = statistics.quantiles(frames, n=20, method="inclusive")[-1]
                name = f"{size:,}" if size else "own record"
                middle = statistics.median(frames)
                table.add_row(name, trail, f"{script:.1f}", f"{middle:.1f}", f"{slow:.1f}", f"{GOALS[size]:.1f}")
    return table

"""What the files that people take away cost: each table, and a picture drawn and from the cache."""

from __future__ import annotations

from datetime import date

from rich.table import Table

from benchmarks.growth import timed
from dashboard.export import FORMATS, Order
from dashboard.export.layout import LAYOUTS
from dashboard.export.picture import picture
from dashboard.serving.site import site
from dashboard.view import View
from geodata.columns import TABLES

DAYS = [date(2024, month, 5) for month in range(1, 9)]


def exports() -> Table:
    """Make every file in a warm process; each drawing is of another day, so that none comes from the cache."""
    shared = site()
    record, choices = shared.record, shared.choices(date.today())
    table = Table("file", "ms", "kB", title="Files to take away")
    for size in LAYOUTS:
        for form in ("png", "svg", "pdf"):
            picture(View(DAYS[0], lang="fr"), record, form, size)
            days = iter(DAYS)
            drawing, _ = timed(lambda days=days, form=form, size=size: picture(View(next(days)), record, form, size), 5)
            again, content = timed(lambda form=form, size=size: picture(View(DAYS[0]), record, form, size), 5)
            table.add_row(f".{form}, {size}", f"{drawing * 1000:,.0f}", f"{len(content) / 1000:,.0f}")
            table.add_row(f".{form}, {size}, again", f"{again * 1000:.2f}", f"{len(content) / 1000:,.0f}")
    for suffix in (suffix for suffix, form in FORMATS.items() if form.shows == "tables"):
        for name in TABLES if suffix != ".xlsx" else (None,):
            order = Order(View(DAYS[0]), record, choices, table=name)
            making, content = timed(lambda order=order, suffix=suffix: FORMATS[suffix].make(order), 3)
            told = f"{suffix}, {name or 'all tables'}"
            table.add_row(told, f"{making * 1000:,.0f}", f"{len(content) / 1000:,.0f}")
    return table

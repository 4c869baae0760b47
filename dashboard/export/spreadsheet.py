"""The record as a spreadsheet: a sheet about it, then one sheet a table.

Every cell is written as what it is: texts as texts, whatever they begin with,
dates as dates where the day is known, numbers as numbers.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dashboard.export.about import about
from dashboard.export.tables import cells
from dashboard.filters import Period
from dashboard.view import View
from dashboard.wording import LANGUAGES, Wording, both
from geodata.columns import TableName, columns
from geodata.dates import PartialDate
from geodata.record import Record

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
DATES = frozenset({"date", "until", "start", "end", "first_confirmed", "last_confirmed"})
"""Columns of dates as they are written; those of days are dates already."""

WIDEST, NARROWEST = 48, 7
"""Widths of columns, in characters."""


def as_xlsx(frames: Mapping[TableName, GeoDataFrame], view: View, record: Record, period: Period) -> bytes:
    """Return tables as .xlsx.

    Parameters
    ----------
    frames
        The tables, in the order of the sheets.
    view, record, period
        What was asked for, for the sheet about it.
    """
    from xlsxwriter.workbook import Workbook

    written = io.BytesIO()
    workbook = Workbook(written, PLAIN)
    made = record.coverage.complete_until.last  # not the day of the download: the same record gives the same file
    workbook.set_properties({"title": Wording(view.lang)("page.title"), "created": datetime(*made.timetuple()[:3])})
    looks = {
        "head": workbook.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
    }
    _about_sheet(workbook, looks, frames, view, record, period)
    for name, frame in frames.items():
        _table_sheet(workbook.add_worksheet(name), looks, frame)
    workbook.close()
    return written.getvalue()


def _table_sheet(sheet: Worksheet, looks: Mapping[str, Format], frame: GeoDataFrame) -> None:
    header, rows = cells(frame)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, looks["head"])
        values = [_dated(row[column]) if name in DATES else row[column] for row in rows]
        for row, value in enumerate(values, start=1):
            _write(sheet, row, column, value, looks["date"])
        widest = max((len(str(value)) for value in (name, *values) if value is not None), default=0)
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, widest + 2)))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(header) - 1)


def _about_sheet(
    workbook: Workbook,
    looks: Mapping[str, Format],
    frames: Mapping[TableName, GeoDataFrame],
    view: View,
    record: Record,
    period: Period,
) -> None:
    sheet = workbook.add_worksheet("About")
    says = [Wording(lang) for lang in LANGUAGES]
    lines: list[list[str]] = []
    for line in about(view, record, period):
        lines.append(["", " – ".join(dict.fromkeys(line.label)), *line.text])
    lines.append(["", " – ".join(say("export.lists") for say in says), *(say("export.lists_how") for say in says)])
    head = len(lines) + 1
    lines += [[], [say_all("export.table", says), say_all("export.column", says), "English", "Français"]]
    for table, frame in frames.items():
        held = {frame.index.name, *frame}
        lines += [[table, name, *both(text)] for name, text in columns(table).items() if name in held]
    for row, texts in enumerate(lines):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, looks["head" if row == head else "text"])
    for column, width in enumerate((14, 34, 70, 70)):
        sheet.set_column(column, column, width)


def say_all(key: str, says: list[Wording]) -> str:
    """Return words in both languages, one beside the other."""
    return " – ".join(dict.fromkeys(say(key) for say in says))


def _dated(value: Any) -> Any:
    """Return a written date as a date where its day is known, else as it is written: 2014-10."""
    if not isinstance(value, str):
        return value
    written = PartialDate.parse(value)
    return written.first if written.precision == "day" else value


def _write(sheet: Worksheet, row: int, column: int, value: Any, as_date: Format) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), as_date)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, value)

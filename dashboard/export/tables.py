"""The record as tables: events, memberships, bases and forces as .csv, .geojson and .parquet.

A table holds what passes the view's filters, with the columns that
``geodata/columns.toml`` describes. In a .csv, as in a spreadsheet, the parts of
a list stand one after the other with a bar between; the other formats keep lists.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.export.about import about, as_data
from dashboard.filters import Period, chosen
from dashboard.view import Language, View
from dashboard.wording import LANGUAGES
from geodata import frames
from geodata.columns import TABLES, TableName
from geodata.record import Record

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Cell = str | int | float | date | None
BETWEEN = " | "
"""What stands between the parts of a list in a cell."""

FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
"""How a text begins that a spreadsheet may take for a formula."""


def tables(
    view: View, record: Record, period: Period, lang: Language | None = None, only: TableName | None = None
) -> dict[TableName, GeoDataFrame]:
    """Return what passes the filters as one frame a table, EPSG:4326.

    Parameters
    ----------
    view, period
        What is asked for: see `dashboard.filters.chosen`.
    record
        The record.
    lang
        The language in which words are kept; both where None.
    only
        The one table that is wanted; all four where None.
    """
    found = chosen(record, view, period)
    return {name: _in(lang, frames.table(name, found)) for name in TABLES if only in (None, name)}


def _in(lang: Language | None, frame: GeoDataFrame) -> GeoDataFrame:
    """Return a frame without the columns that hold words of another language."""
    others = tuple(f"_{other}" for other in LANGUAGES if lang and other != lang)
    return frame.drop(columns=[name for name in frame if name.endswith(others)]) if others else frame


def as_csv(frame: GeoDataFrame) -> bytes:
    """Return a table as .csv: UTF-8 with a mark by which Excel knows it, points as ``lat`` and ``lon``.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    header, rows = cells(frame)
    writer.writerow([harmless(name) for name in header])
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def as_geojson(frame: GeoDataFrame, view: View, record: Record, period: Period) -> bytes:
    """Return a table as GeoJSON (RFC 7946: WGS 84, longitude first), with the record's version and licence."""
    from shapely import orient_polygons
    from shapely.geometry import mapping

    header, rows = _values(frame)
    features = []
    for values, geometry in zip(rows, frame.geometry, strict=True):
        properties = dict(zip(header, values, strict=True))
        known = {"id": properties.pop("id")} if "id" in properties else {}
        shape = mapping(orient_polygons(geometry))
        features.append({"type": "Feature", **known, "properties": {**known, **properties}, "geometry": shape})
    content = {"type": "FeatureCollection", "about": as_data(about(view, record, period)), "features": features}
    return json.dumps(content, ensure_ascii=False, default=str, separators=(",", ":")).encode()


def as_parquet(frame: GeoDataFrame, view: View, record: Record, period: Period) -> bytes:
    """Return a table as GeoParquet, EPSG:4326, with the record's version and licence in its metadata."""
    written = io.BytesIO()
    table = frame.copy()
    table.attrs = as_data(about(view, record, period))
    table.to_parquet(written, index=frame.index.name is not None)
    return written.getvalue()


def cells(frame: GeoDataFrame) -> tuple[list[str], list[list[Cell]]]:
    """Return a table's header and rows for a spreadsheet: lists joined, nothing as None, no areas."""
    header, rows = _values(frame)
    return header, [[_joined(value) for value in row] for row in rows]


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> harmless("=HYPERLINK(1)"), harmless("Kidal")
    ("'=HYPERLINK(1)", 'Kidal')
    """
    return f"'{text}" if FORMULA.match(text) else text


def _values(frame: GeoDataFrame) -> tuple[list[str], list[list[Any]]]:
    """Return the columns but for the geometry, and plain values: nothing is None, not NaN."""
    table = frame.drop(columns="geometry")
    if table.index.name:
        table = table.reset_index()
    columns = [[_plain(value) for value in table[name]] for name in table]
    return list(table), [list(row) for row in zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    if value is None or value != value:  # NaN alone differs from itself
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _joined(value: Any) -> Cell:
    return BETWEEN.join(value) or None if isinstance(value, tuple) else value

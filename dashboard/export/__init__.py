"""Files that people take away: the suffix says what is made.

`FORMATS` is the one list of them. A format is a function from an `Order` to
bytes; `export` writes them whole or not at all, and an answer over the network
can carry the same bytes. Each format loads its libraries when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dashboard.export.layout import SizeName
from dashboard.export.tables import as_csv, as_geojson, as_parquet, tables
from dashboard.export.writing import write_whole
from dashboard.filters import EVER, Period
from dashboard.view import Choices, Language, View
from geodata.columns import TABLES, TableName
from geodata.problems import suggest
from geodata.record import Record

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from dashboard.export.picture import PictureFormat

__all__ = ["FORMATS", "Format", "Order", "export", "format_of"]


@dataclass(frozen=True)
class Order:
    """What is asked for.

    Attributes
    ----------
    view
        What to show: of a table its filters, of a picture all of it.
    record
        The record.
    choices
        What can be chosen, for formats in which a reader can go on choosing.
    period
        The time that a table is about.
    table
        Which table; None for the one that the format begins with, and for all in a spreadsheet.
    lang
        The language to which a table keeps; None for both.
    size
        Of a picture.
    address
        Where the view can be opened, for the foot of a picture, or where a site will be; None leaves it out.
    """

    view: View
    record: Record
    choices: Choices
    period: Period = EVER
    table: TableName | None = None
    lang: Language | None = None
    size: SizeName = "projector"
    address: str | None = None


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Attributes
    ----------
    make
        Makes its content.
    media_type
        Its MIME type.
    shows
        Whether it holds tables, for a stretch of time, or a view on its date.
    """

    make: Callable[[Order], bytes]
    media_type: str
    shows: Literal["tables", "view"]


def export(path: Path, order: Order) -> None:
    """Write a file, in the format that its suffix names.

    Parameters
    ----------
    path
        The file; one that exists is replaced once the new one is whole.
    order
        What to write. A file named after a table, such as ``bases.csv``, holds
        that one where the order names none.

    Raises
    ------
    ValueError
        If the suffix is unknown; the message lists those that are known.
    OSError
        If it cannot be written; what stood there before still does.
    """
    content = format_of(path).make(_named(path, order))
    write_whole(path.parent, path.name, content)


def format_of(path: Path) -> Format:
    """Return the format that a file's suffix names.

    Raises
    ------
    ValueError
        If it names none; the message lists those that are known.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        what = f"'{suffix}' is no format of the atlas" if suffix else f"'{path.name}' has no suffix to say its format"
        raise ValueError(f"{what}; {suggest(suffix, FORMATS)}")
    return FORMATS[suffix]


def _named(path: Path, order: Order) -> Order:
    if order.table or path.suffix.lower() == ".xlsx" or path.stem not in TABLES:
        return order
    return replace(order, table=path.stem)


def _csv(order: Order) -> bytes:
    return as_csv(_table(order))


def _geojson(order: Order) -> bytes:
    return as_geojson(_table(order), order.view, order.record, order.period)


def _parquet(order: Order) -> bytes:
    return as_parquet(_table(order), order.view, order.record, order.period)


def _xlsx(order: Order) -> bytes:
    from dashboard.export.spreadsheet import as_xlsx

    frames = tables(order.view, order.record, order.period, order.lang, order.table)
    return as_xlsx(frames, order.view, order.record, order.period)


def _table(order: Order) -> GeoDataFrame:
    name = order.table or TABLES[0]
    return tables(order.view, order.record, order.period, order.lang, name)[name]


def _picture(form: PictureFormat) -> Callable[[Order], bytes]:
    def make(order: Order) -> bytes:
        from dashboard.export.picture import picture

        return picture(order.view, order.record, form, order.size, order.address)

    return make


def _html(order: Order) -> bytes:
    from dashboard.export.alone import as_file
    from dashboard.map.assets import build

    return as_file(order.view, order.record, order.choices, build(order.record))


FORMATS: Mapping[str, Format] = {
    ".html": Format(_html, "text/html; charset=utf-8", "view"),
    ".csv": Format(_csv, "text/csv; charset=utf-8", "tables"),
    ".xlsx": Format(_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "tables"),
    ".geojson": Format(_geojson, "application/geo+json", "tables"),
    ".parquet": Format(_parquet, "application/vnd.apache.parquet", "tables"),
    ".png": Format(_picture("png"), "image/png", "view"),
    ".svg": Format(_picture("svg"), "image/svg+xml", "view"),
    ".pdf": Format(_picture("pdf"), "application/pdf", "view"),
}
"""The formats by suffix."""

"""The field guide: which columns the tables have, in which order, and what each holds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from geodata.records import Text

TableName = Literal["events", "memberships", "bases", "forces"]
TABLES: tuple[TableName, ...] = get_args(TableName)
"""The tables that people take away, as `geodata.frames.Frames` names them."""


@cache
def columns(table: str) -> Mapping[str, Text]:
    """Return the columns of a table in their order, each with its description.

    Parameters
    ----------
    table
        One of `TABLES`.

    Examples
    --------
    >>> columns("events")["date"].en
    'When, as precisely as it is known: 2014, 2014-10 or 2014-10-31'
    """
    guide = _guide()
    described = guide["columns"]
    return {name: Text(**described.get(f"{table}.{name}", described.get(name))) for name in guide["tables"][table]}


def label(column: str) -> Text:
    """Return what a column is called where people read the table.

    Parameters
    ----------
    column
        Its name in the files.

    Examples
    --------
    >>> label("title_en").fr
    'Titre'
    """
    return Text(**_guide()["labels"][column.removesuffix("_en").removesuffix("_fr")])


@cache
def _guide() -> Mapping[str, Any]:
    guide: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    return guide

"""What the whole server shares: the record, the assets, the choices of the day."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from dashboard.map import assets, basemaps
from dashboard.sharing.links import Deployment
from dashboard.view import Choices
from geodata.record import Record, own_record, read_record

DATA = "SAHEL_ATLAS_DATA"
"""Names of files with more records, as ``sahel-atlas serve --data`` gives them to the server's process."""


@dataclass(frozen=True)
class Site:
    """The record with the assets made from it."""

    record: Record
    assets: assets.Assets

    def choices(self, today: date) -> Choices:
        """Return what can be chosen today."""
        return _choices(self.record, today)


@cache
def _choices(record: Record, today: date) -> Choices:
    return Choices.of(record, today, basemaps.CHOICES)


@cache
def served_record() -> Record:
    """Return the atlas's own record, joined by those of the files that the environment names; read once.

    Raises
    ------
    RecordError
        If a file has a problem.
    """
    joining = [Path(name) for name in os.environ.get(DATA, "").split(os.pathsep) if name]
    return read_record(more=joining) if joining else own_record()


@cache
def site() -> Site:
    """Return the site, made once in a process.

    Raises
    ------
    RecordError
        If the record has a problem.
    """
    record = served_record()
    return Site(record, assets.build(record))


def today() -> date:
    """Return the date for all readers and all answers alike, in UTC: the server's own zone is nobody's business."""
    return datetime.now(UTC).date()


def choices_of_today() -> Choices:
    """Return what can be chosen."""
    return site().choices(today())


@cache
def deployment() -> Deployment:
    """Return what the environment says of where the atlas is; read once.

    Raises
    ------
    ValueError
        If it makes no sense; the message says what to write.
    """
    return Deployment.of(os.environ, assets.root())


@cache
def keep() -> None:
    """Take what the first run of the page has loaded out of the garbage collector's sight, once."""
    settle()


def settle() -> None:
    """Take what lives as long as the process out of the garbage collector's sight.

    Streamlit collects garbage after every script run; the record, the libraries
    and what they load at the first run need not be looked at each time.
    Measured: of 66 ms a rerun, 50 were spent on that.
    """
    gc.collect()
    gc.freeze()

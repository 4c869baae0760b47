"""What the whole server shares: the record, the assets, the choices of the day."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard import assets, basemaps
from dashboard.view import Choices
from geodata.record import Record, own_record


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
def site() -> Site:
    """Return the site, made once in a process.

    Raises
    ------
    RecordError
        If the record has a problem.
    """
    record = own_record()
    made = Site(record, assets.build(record))
    # Streamlit collects garbage after every script run; what lives as long as the
    # process need not be looked at each time. Measured: 66 ms a rerun became 14.
    gc.freeze()
    return made

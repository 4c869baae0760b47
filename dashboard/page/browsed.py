"""What of the record the data page shows: which table, and from when to when.

The filters are the view's. An address that makes no sense opens the nearest that does, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from dashboard.filters import ASKED, Period
from dashboard.view import FACETS, Choices, Notice, View
from geodata.columns import TABLES, TableName
from geodata.dates import PartialDate

PARTS = ("table", "from", "to")
"""What the data page's address may carry beside the view."""


@dataclass(frozen=True, slots=True)
class Browsed:
    """A table and its time.

    Attributes
    ----------
    table
        Which one.
    start, end
        The first and the last day, as precisely as they were written; None is open.
    """

    table: TableName = "events"
    start: PartialDate | None = None
    end: PartialDate | None = None

    @property
    def period(self) -> Period:
        """The time that the table is about; of a month or year all of it."""
        return Period.between(self.start.first if self.start else None, self.end.last if self.end else None)

    def between(self, start: PartialDate | None, end: PartialDate | None, choices: Choices) -> Browsed:
        """Return the same table of another time.

        Raises
        ------
        OutsideError
            If one of the two lies outside the atlas, or the first after the second.
        """
        for written, day in ((start, start and start.first), (end, end and min(end.last, choices.last))):
            if day and not (choices.first <= day <= choices.last and written and written.first <= choices.last):
                raise OutsideError("notice.outside_data", str(written))
        if start and end and start.first > end.last:
            raise OutsideError("notice.contrary", str(start))
        return replace(self, start=start, end=end)

    def as_address(self) -> dict[str, list[str]]:
        """Return it as address parameters, defaults left out."""
        table = self.table if self.table != Browsed().table else None
        values = dict(zip(PARTS, (table, self.start, self.end), strict=True))
        return {name: [str(value)] for name, value in values.items() if value}

    def as_question(self, view: View) -> dict[str, list[str]]:
        """Return what to ask under ``/api`` for the same rows: the filters that count for the table, and the time."""
        filters = {name: getattr(view, name) for name in ASKED[self.table]}
        asked = {name: list(value) if name in FACETS else [value] for name, value in filters.items() if value}
        return asked | {name: values for name, values in self.as_address().items() if name != "table"}


class OutsideError(ValueError):
    """A time of which there is nothing to show; the arguments are a key of the words and what was given."""


def decode(parameters: Mapping[str, Sequence[str]], choices: Choices) -> tuple[Browsed, tuple[Notice, ...]]:
    """Read it from address parameters.

    Parameters
    ----------
    parameters
        The address's parameters, each with its values.
    choices
        What is valid.

    Returns
    -------
    browsed
        The nearest valid one.
    notices
        What was not followed, and why.
    """
    notices: list[Notice] = []
    first = {name: (parameters.get(name) or ("",))[0] for name in PARTS}
    table = first["table"]
    if table and table not in TABLES:
        notices.append(Notice("notice.unknown", {"name": "table", "value": table[:40]}))
        table = ""
    found = Browsed(cast("TableName", table or Browsed().table))
    days: list[PartialDate | None] = []
    for name in ("from", "to"):
        day, notice = written_day(first[name])
        notices += [notice] if notice else []
        days.append(day)
    try:
        found = found.between(days[0], days[1], choices)
    except OutsideError as error:
        notices.append(told(error))
    return found, tuple(notices)


def written_day(written: str) -> tuple[PartialDate | None, Notice | None]:
    """Return a day as it was written, or what is wrong with it; of nothing, nothing."""
    try:
        return PartialDate.parse(written) if written.strip() else None, None
    except ValueError:
        return None, Notice("notice.date_typed", {"value": written[:40]})


def told(error: OutsideError) -> Notice:
    """Return what to tell a reader of a time that cannot be shown."""
    key, value = error.args
    return Notice(key, {"value": value})

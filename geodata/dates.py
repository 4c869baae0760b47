"""Dates as precisely as they are known, and the one notion of an interval.

A date in the record is written as precisely as the sources allow: ``2014``,
``2014-10`` or ``2014-10-01``. Everything that holds for a while (a membership,
a base, a force) and everything that happens (an event) is an `Interval` of such
dates, half-open: what ends on day D is no longer so on D.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Precision = Literal["day", "month", "year"]

DATE_PATTERN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, to the month or to the year.

    Parameters
    ----------
    year
        Four-digit year.
    month
        1 to 12, or None where only the year is known.
    day
        Day of the month, or None where only the month is known.

    Examples
    --------
    >>> october = PartialDate.parse("2014-10")
    >>> october.precision, str(october.first), str(october.last)
    ('month', '2014-10-01', '2014-10-31')
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, written: object) -> PartialDate:
        """Read a date as people and YAML parsers write it.

        Parameters
        ----------
        written
            ``"2014"``, ``"2014-10"``, ``"2014-10-01"``, a `datetime.date`, or the
            integer into which YAML turns a bare year.

        Raises
        ------
        ValueError
            If it is no date of the calendar; the message says how to write one.
        """
        if isinstance(written, cls):
            return written
        text = written.isoformat() if isinstance(written, date) else str(written).strip()
        if not re.fullmatch(DATE_PATTERN, text):
            raise ValueError(f"'{text}' is not a date; write 2024-08-05, 2024-08 or 2024")
        year, month, day = [*map(int, text.split("-")), None, None][:3]
        assert year is not None
        if year == 0 or (month and day and day > calendar.monthrange(year, month)[1]):
            raise ValueError(f"'{text}' is not a day of the calendar; correct it")
        return cls(year, month, day)

    @property
    def precision(self) -> Precision:
        """How precisely the date is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first(self) -> date:
        """The first day that the date may stand for."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that the date may stand for."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        length = {"year": 4, "month": 7, "day": 10}[self.precision]
        return self.first.isoformat()[:length]

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: object) -> PartialDate:
            try:
                return cls.parse(value)
            except ValueError as error:
                raise PydanticCustomError("partial_date", "{reason}", {"reason": str(error)}) from None

        return core_schema.no_info_plain_validator_function(validate, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        return {
            "title": "Date, as precisely as it is known",
            "anyOf": [
                {"type": "string", "pattern": DATE_PATTERN},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ],
            "examples": ["2024-08-05", "2024-08", "2024"],
        }


@dataclass(frozen=True, slots=True)
class Interval:
    """From a date to a date, half-open, each end as precise as it is known.

    For reckoning, an end known to the month or year counts from its first day;
    `certain` tells on which days that is more than the sources say.

    Parameters
    ----------
    start
        When it began.
    end
        When it was no longer so, or None while it lasts.

    Examples
    --------
    >>> base = Interval(PartialDate.parse("2016-04-19"), PartialDate.parse("2024-08-05"))
    >>> base.holds(date(2024, 8, 4)), base.holds(date(2024, 8, 5))
    (True, False)
    """

    start: PartialDate
    end: PartialDate | None = None

    @property
    def first_day(self) -> date:
        """The first day on which it holds."""
        return self.start.first

    @property
    def end_day(self) -> date | None:
        """The first day on which it no longer holds, or None."""
        return self.end.first if self.end else None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first_day <= day and (self.end_day is None or day < self.end_day)

    def certain(self, day: date) -> bool:
        """Whether the dates are precise enough to know what `holds` says of a day."""
        inside_start = self.start.first <= day < self.start.last
        inside_end = self.end is not None and self.end.first <= day < self.end.last
        return not (inside_start or inside_end)


def day_after(written: PartialDate) -> PartialDate:
    """Return the first day that is surely after a date.

    Examples
    --------
    >>> str(day_after(PartialDate.parse("2021-03")))
    '2021-04-01'
    """
    return PartialDate.parse(written.last + timedelta(days=1))

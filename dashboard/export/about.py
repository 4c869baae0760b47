"""What a file says about itself: version, completeness, licence, how to cite it, and what was asked for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dashboard.filters import Period
from dashboard.view import FACETS, View
from dashboard.wording import LANGUAGES, Wording
from geodata.record import Record


class Line(NamedTuple):
    """One thing that a file says about itself: a word for programs, and label and text in both languages."""

    name: str
    label: tuple[str, ...]
    text: tuple[str, ...]


def about(view: View, record: Record, period: Period) -> list[Line]:
    """Return what a table of a view says about itself.

    Parameters
    ----------
    view, period
        What was asked for.
    record
        For its version and how far it is complete.
    """
    says = [Wording(lang) for lang in LANGUAGES]

    def line(name: str, *texts: str) -> Line:
        text = texts if len(texts) > 1 else texts * len(says)
        return Line(name, tuple(say(f"export.{name}") for say in says), text)

    coverage = record.coverage
    return [
        line("title", *(say("page.title") for say in says)),
        line("version", record.version),
        line("begins", str(coverage.begins)),
        line("complete_until", str(coverage.complete_until)),
        line("licence", "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"),
        line("citation", *(citation(record, say) for say in says)),
        line("borders_from", *(say("about.borders") for say in says)),
        line("selection", *(selection(view, period) or say("export.everything") for say in says)),
    ]


def citation(record: Record, say: Wording) -> str:
    """Return the line by which the record is credited."""
    return say("export.cite", version=record.version, until=say.date(record.coverage.complete_until))


def selection(view: View, period: Period) -> str:
    """Return what was asked for, as the address writes it; empty where everything was.

    Examples
    --------
    >>> selection(View(date(2024, 8, 5), force=("USA",), q="agadez"), Period.between(date(2024, 1, 1), None))
    'force=USA, q=agadez, from=2024-01-01'
    """
    asked = [f"{facet}={value}" for facet in FACETS for value in getattr(view, facet)]
    asked += [f"q={view.q}"] if view.q else []
    if period == Period.of(view):
        asked += [f"date={view.date}", f"trail={view.trail}"]
    else:
        span = period.happened
        asked += [f"from={span.first}"] if span.first != date.min else []
        asked += [f"to={span.last}"] if span.last != date.max else []
    return ", ".join(asked)


def as_data(lines: list[Line]) -> dict[str, str]:
    """Return what a file says about itself for programs, in English."""
    return {line.name: line.text[0] for line in lines}

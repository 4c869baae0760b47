"""Reading a question as a whole, into one small value.

Two ways of asking the same are the same value: it is the key under which answers
are kept. All that cannot be followed is found at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from dashboard.api.parameters import LONGEST, NUMBER_PATTERN, Form, Parameter
from dashboard.api.problems import MOST_FAULTS, Fault, QuestionError, shown
from dashboard.export.layout import SizeName
from dashboard.filters import Period
from dashboard.view import LONGEST_SEARCH, Choices, Language, Trail, View, Window
from geodata.dates import PartialDate
from geodata.problems import suggest
from geodata.text import fold

FIELDS = {"from": "start", "to": "end", "date": "day"}
"""How parameters are called in `Asked`, where otherwise."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, checked. Facets are in the order of the choices, each value once.

    Attributes
    ----------
    alliance, force, kind, country, q, trail, event
        As in a view.
    start, end
        The days given as ``from`` and ``to``, or None.
    day
        The day given as ``date``, or the one on which the page opens; None where
        none may be given, or a stretch of time is meant.
    size
        Of a picture.
    zoom, lat, lon
        Where the map was moved to: all three, or none.
    lang
        The language, or None for both.
    here
        Address of the folder that was asked, where the answer names it.
    dated
        Whether a day was given.
    """

    alliance: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    q: str = ""
    trail: Trail = "12m"
    event: str | None = None
    start: date | None = None
    end: date | None = None
    day: date | None = None
    size: SizeName = "projector"
    zoom: float | None = None
    lat: float | None = None
    lon: float | None = None
    lang: Language | None = None
    here: str = ""
    dated: bool = field(default=False, compare=False)

    @property
    def view(self) -> View:
        """What a reader would look at."""
        facets = (self.alliance, self.force, self.kind, self.country)
        window = None if self.zoom is None else Window.of(self.zoom, self.lat, self.lon)
        return View(self.day or date.max, *facets, self.trail, self.event, self.q, self.lang or "en", window=window)

    @property
    def period(self) -> Period:
        """The time that a table is about."""
        return Period.of(self.view) if self.day else Period.between(self.start, self.end)


def read(items: Iterable[tuple[str, str]], parameters: Sequence[Parameter], choices: Choices) -> Asked:
    """Read a question.

    Parameters
    ----------
    items
        Names and values, as they stand in the address.
    parameters
        What may be asked.
    choices
        What is valid.

    Raises
    ------
    QuestionError
        If any of it cannot be followed; it names every parameter at fault.
    """
    given: dict[str, list[str]] = {}
    for name, value in items:
        given.setdefault(name, []).append(value)
    if faults := list(_misshapen(given, {parameter.name: parameter for parameter in parameters})):
        raise QuestionError(400, faults)
    found: dict[str, Any] = {}
    for parameter in parameters:
        read_ = _READERS[parameter.form](parameter, given.get(parameter.name, []), choices, faults)
        if read_ is not None:
            found[FIELDS.get(parameter.name, parameter.name)] = read_
    if any(parameter.opens for parameter in parameters):
        found.setdefault("day", choices.opens_on(found.get("event")))
    asked = Asked(**found, dated=not given.keys().isdisjoint(("date", "from", "to")))
    faults += _contrary(asked, given, {parameter.name for parameter in parameters})
    if faults:
        raise QuestionError(422, faults)
    return asked


def _misshapen(given: Mapping[str, Sequence[str]], known: Mapping[str, Parameter]) -> Iterator[Fault]:
    """Find what is wrong with a question whatever the atlas holds."""
    for name, values in islice(given.items(), MOST_FAULTS):
        parameter, longest = known.get(name), max(map(len, values))
        if parameter is None:
            mend = suggest(name, known) if known and len(name) <= LONGEST else "leave it out"
            yield Fault(shown(name), shown(values[0]), "is not a parameter of this address", mend)
        elif len(values) > 1 and not parameter.repeatable:
            yield Fault(name, shown(", ".join(values[:3])), "stands in the question more than once", "give it once")
        elif longest > (most := LONGEST_SEARCH if parameter.form == "words" else LONGEST):
            yield Fault(name, shown(max(values, key=len)), f"is {longest} signs long", f"give at most {most}")
    for name, parameter in known.items():
        if parameter.required and name not in given:
            yield Fault(name, None, "is missing", f"give a day, such as {parameter.example}")


def _contrary(asked: Asked, given: Mapping[str, Sequence[str]], known: Container[str]) -> Iterator[Fault]:
    """Find what of a question contradicts the rest of it."""
    if asked.start and asked.end and asked.start > asked.end:
        yield Fault("from", given["from"][0], "is after to", "swap the two, or correct one of them")
    if "date" in given and not given.keys().isdisjoint(("from", "to")):
        yield Fault("date", given["date"][0], "is one day, from and to are a stretch", "give the one or the other")
    if "trail" in given and "from" in known and "date" not in given:
        yield Fault("trail", given["trail"][0], "counts back from a date", "give date as well, or from in its place")
    place = (asked.zoom, asked.lat, asked.lon)
    if any(number is not None for number in place):
        try:
            Window.of(*place)
        except ValueError:
            mend = "give zoom from 2 to 12, lat from -85 to 85 and lon from -180 to 180, all three"
            yield Fault("zoom", given.get("zoom", [""])[0], "is not a place of the map, with lat and lon", mend)


def _choice(
    parameter: Parameter, values: Sequence[str], choices: Choices, faults: list[Fault]
) -> tuple[str, ...] | str | None:
    allowed = parameter.allowed(choices)
    for value in islice(dict.fromkeys(values), MOST_FAULTS):
        if value not in allowed:
            faults.append(
                Fault(parameter.name, shown(value), f"has no value '{shown(value)}'", suggest(value, allowed))
            )
    found = tuple(value for value in allowed if value in values)
    return found if parameter.repeatable else next(iter(found), None)


def _day(parameter: Parameter, values: Sequence[str], choices: Choices, faults: list[Fault]) -> date | None:
    if not values:
        return None
    try:
        written = PartialDate.parse(values[0])
    except ValueError:
        mend = "write a day of the calendar, such as 2024-08-05, 2024-08 or 2024"
        faults.append(Fault(parameter.name, shown(values[0]), "is not a date", mend))
        return None
    first, last = choices.first, choices.last
    day = written.first
    if parameter.whole:
        day = min(written.last, last) if written.first <= last else written.last
    if not first <= day <= last:
        mend = f"give a day from {first} to {last}"
        faults.append(Fault(parameter.name, values[0], "lies outside the atlas", mend))
    return day


def _event(parameter: Parameter, values: Sequence[str], choices: Choices, faults: list[Fault]) -> str | None:
    for value in values:
        if value not in choices.events:
            faults.append(Fault(parameter.name, shown(value), "is no event's id", "take one from events.csv"))
    return next((value for value in values if value in choices.events), None)


def _words(_: Parameter, values: Sequence[str], __: Choices, ___: list[Fault]) -> str:
    return " ".join(fold(" ".join(values)).split())


def _number(parameter: Parameter, values: Sequence[str], _: Choices, faults: list[Fault]) -> float | None:
    if not values:
        return None
    if not re.fullmatch(NUMBER_PATTERN, values[0]):
        faults.append(Fault(parameter.name, shown(values[0]), "is not a number", "write digits, such as 14.5"))
        return None
    return float(values[0])


def _nothing(_: Parameter, __: Sequence[str], ___: Choices, ____: list[Fault]) -> None:
    """Read what has no effect."""


_READERS: Mapping[Form, Callable[[Parameter, Sequence[str], Choices, list[Fault]], Any]] = {
    "choice": _choice,
    "day": _day,
    "event": _event,
    "words": _words,
    "number": _number,
    "ignored": _nothing,
}

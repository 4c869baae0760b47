"""Reading a question as a whole, into one small value.

Two ways of asking the same are the same value: it is the key under which answers
are kept. All that cannot be followed is found at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from dashboard.api.parameters import DAY, Form, Parameter
from dashboard.api.problems import MOST_FAULTS, Fault, QuestionError, shown
from dashboard.view import LONGEST_SEARCH, Choices, Language
from geodata.dates import PartialDate
from geodata.problems import suggest
from geodata.text import fold

FIELDS = {"from": "start", "to": "end", "date": "day"}
"""How parameters are called in `Asked`, where otherwise."""

LONGEST = 200
"""Signs of any value; a search has its own, shorter measure."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, checked. Facets are in the order of the choices, each value once.

    Attributes
    ----------
    alliance, force, kind, country, q
        As in a view.
    start, end
        The days given as ``from`` and ``to``, or None.
    day
        The day given as ``date``, or the page's own; None where none may be given.
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
    start: date | None = None
    end: date | None = None
    day: date | None = None
    lang: Language | None = None
    here: str = ""
    dated: bool = field(default=False, compare=False)


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
        values = given.get(parameter.name, [])
        found[FIELDS.get(parameter.name, parameter.name)] = _READERS[parameter.form](parameter, values, choices, faults)
    asked = Asked(**found, dated=not given.keys().isdisjoint(("date", "from", "to")))
    if asked.start and asked.end and asked.start > asked.end:
        faults.append(Fault("from", given["from"][0], "is after to", "swap the two, or correct one of them"))
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
        return choices.default if parameter is DAY else None
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


def _words(_: Parameter, values: Sequence[str], __: Choices, ___: list[Fault]) -> str:
    return " ".join(fold(" ".join(values)).split())


_READERS: Mapping[Form, Callable[[Parameter, Sequence[str], Choices, list[Fault]], Any]] = {
    "choice": _choice,
    "day": _day,
    "words": _words,
}

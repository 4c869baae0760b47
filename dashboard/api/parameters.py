"""What a program may ask: the parameters of each address, called as in the page's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from dashboard.export.layout import LAYOUTS
from dashboard.filters import ASKED
from dashboard.view import FACETS, LONGEST_SEARCH, Choices, Trail
from dashboard.wording import LANGUAGES
from geodata.columns import TABLES, TableName
from geodata.dates import DATE_PATTERN

NUMBER_PATTERN = r"^-?[0-9]{1,3}(\.[0-9]{1,6})?$"
LONGEST = 200
"""Signs of any value; a search has its own, shorter measure."""

Form = Literal["choice", "day", "event", "words", "number", "ignored"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address.

    Attributes
    ----------
    name, about, example
        What it is called, what it does, and a value of it.
    form
        A value out of those that can be chosen, a day, the id of an event, words, or
        something that the page knows and the answer has no use for.
    required
        Whether nothing can be answered without it.
    whole
        Whether a month or year counts to its last day and not to its first.
    opens
        Whether the day is meant on which the page opens, where none is given.
    """

    name: str
    about: str
    example: str
    form: Form = "choice"
    required: bool = False
    whole: bool = False
    opens: bool = False

    @property
    def repeatable(self) -> bool:
        """Whether it may stand in a question more than once."""
        return self.name in FACETS

    def allowed(self, choices: Choices) -> tuple[str, ...]:
        """Return the values out of which it chooses."""
        others: dict[str, tuple[str, ...]] = {"lang": LANGUAGES, "trail": get_args(Trail), "size": tuple(LAYOUTS)}
        return others.get(self.name) or choices.facets[self.name]

    def described(self, choices: Choices) -> dict[str, Any]:
        """Return it as OpenAPI describes parameters."""
        years = "|".join(str(year) for year in range(choices.first.year, choices.last.year + 1))
        limits: dict[str, dict[str, Any]] = {
            "choice": {"enum": list(self.allowed(choices)) if self.form == "choice" else []},
            "day": {"pattern": DATE_PATTERN.replace(r"\d{4}", f"({years})", 1)},
            "event": {"pattern": EVENT_PATTERN, "maxLength": 80},
            "words": {"maxLength": LONGEST_SEARCH},
            "number": {"pattern": NUMBER_PATTERN},
            "ignored": {"maxLength": LONGEST},
        }
        one = {"type": "string", **limits[self.form]}
        listed = {"schema": {"type": "array", "items": one}, "style": "form", "explode": True}
        return {
            "name": self.name,
            "in": "query",
            "required": self.required,
            "description": self.about,
            **(listed if self.repeatable else {"schema": one}),
            "example": [self.example] if self.repeatable else self.example,
        }


EVENT_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""What ids of events look like; to list them all would make the description as long as the record."""

FILTERS = (
    Parameter("alliance", "Alliances or organisations concerned; any of those given.", "AES"),
    Parameter("force", "Operators of the foreign forces concerned; any of those given.", "USA"),
    Parameter("kind", "Kinds of event; any of those given.", "base-closed"),
    Parameter("country", "States concerned, ISO 3166-1 alpha-3; any of those given.", "NER"),
    Parameter("q", "Words that an event must contain, whatever their case and accents.", "agadez", "words"),
)
TIMES = (
    Parameter("from", "The first day: an event began then or later, what lasts held then or later.", "2024-01", "day"),
    Parameter(
        "to",
        "The last day: an event began by then, what lasts had begun by then; all of a month or year.",
        "2024-12",
        "day",
        whole=True,
    ),
    Parameter("date", "In place of the two: what the page shows on that day.", "2024-08-05", "day"),
)
TRAIL = Parameter("trail", "How far back from the date events are shown; 12 months where it is left out.", "3m")
DAY = Parameter("date", "The day; the page's own, where it is left out.", "2024-08-05", "day", opens=True)
BETWEEN = (
    Parameter("from", "The first of the two days.", "2023-07-25", "day", required=True),
    Parameter("to", "The second of the two days.", "2025-01-30", "day", required=True),
)
FEED_LANGUAGE = Parameter("lang", "Language of the feed; English where it is left out.", "fr")
EVENT = Parameter("event", "Id of the event that stands out.", "us-leaves-air-base-201-2024", "event")
PICTURE = (
    DAY,
    *FILTERS,
    TRAIL,
    EVENT,
    Parameter("size", "For a projector, for paper or for a link's preview; a projector's where left out.", "preview"),
    Parameter("lang", "Language of the picture; English where it is left out.", "fr"),
    *(
        Parameter(name, "Taken, so that the page's own address will do; without effect on a picture.", value, "ignored")
        for name, value in (("basemap", "atlas"), ("zoom", "5"), ("lat", "14.5"), ("lon", "3.5"))
    ),
)


ATLAS = (
    DAY,
    *FILTERS,
    TRAIL,
    EVENT,
    Parameter("lang", "Language in which it opens; English where it is left out.", "fr"),
    Parameter("basemap", "Taken, so that the page's own address will do; the file has its own.", "atlas", "ignored"),
    Parameter("zoom", "Where the map was moved to, with lat and lon: 2 to 12.", "6.25", "number"),
    Parameter("lat", "Degrees north of its middle, WGS 84.", "14.5", "number"),
    Parameter("lon", "Degrees east of its middle, WGS 84.", "3.5", "number"),
)


def of_table(name: TableName | None) -> tuple[Parameter, ...]:
    """Return what may be asked of a table, or of all of them together."""
    asked = {part for table in TABLES if name in (None, table) for part in ASKED[table]}
    trail = (TRAIL,) if name in (None, "events") else ()
    language = Parameter("lang", "Language of the words; both where it is left out.", "fr")
    return (*(one for one in FILTERS if one.name in asked), *TIMES, *trail, language)

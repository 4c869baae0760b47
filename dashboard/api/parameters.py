"""What a program may ask: the parameters of each address, called as in the page's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dashboard.view import FACETS, LONGEST_SEARCH, Choices
from dashboard.wording import LANGUAGES
from geodata.dates import DATE_PATTERN

Form = Literal["choice", "day", "words"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address.

    Attributes
    ----------
    name, about, example
        What it is called, what it does, and a value of it.
    form
        A value out of those that can be chosen, a day, or words.
    required
        Whether nothing can be answered without it.
    whole
        Whether a month or year counts to its last day and not to its first.
    """

    name: str
    about: str
    example: str
    form: Form = "choice"
    required: bool = False
    whole: bool = False

    @property
    def repeatable(self) -> bool:
        """Whether it may stand in a question more than once."""
        return self.name in FACETS

    def allowed(self, choices: Choices) -> tuple[str, ...]:
        """Return the values out of which it chooses."""
        return LANGUAGES if self.name == "lang" else choices.facets[self.name]

    def described(self, choices: Choices) -> dict[str, Any]:
        """Return it as OpenAPI describes parameters."""
        years = "|".join(str(year) for year in range(choices.first.year, choices.last.year + 1))
        limits: dict[str, dict[str, Any]] = {
            "choice": {"enum": list(self.allowed(choices)) if self.form == "choice" else []},
            "day": {"pattern": DATE_PATTERN.replace(r"\d{4}", f"({years})", 1)},
            "words": {"maxLength": LONGEST_SEARCH},
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


FILTERS = (
    Parameter("alliance", "Alliances or organisations that an event concerns; any of those given.", "AES"),
    Parameter("force", "Operators of foreign forces that an event concerns; any of those given.", "USA"),
    Parameter("kind", "Kinds of event; any of those given.", "base-closed"),
    Parameter("country", "States that an event concerns, ISO 3166-1 alpha-3; any of those given.", "NER"),
    Parameter("q", "Words that an event must contain, whatever their case and accents.", "agadez", "words"),
    Parameter("from", "The first day on which an event may have begun.", "2024-01-01", "day"),
    Parameter(
        "to", "The last day on which an event may have begun; all of a month or year.", "2024-12", "day", whole=True
    ),
    Parameter("lang", "Language of the words; both where it is left out.", "fr"),
)
DAY = Parameter("date", "The day; the page's own, where it is left out.", "2024-08-05", "day")
BETWEEN = (
    Parameter("from", "The first of the two days.", "2023-07-25", "day", required=True),
    Parameter("to", "The second of the two days.", "2025-01-30", "day", required=True),
)
FEED_LANGUAGE = Parameter("lang", "Language of the feed; English where it is left out.", "fr")

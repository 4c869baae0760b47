"""The records, as people write them: one class for each kind of thing.

Each class says which fields a record has, of which type and range. What ties
records together (ids that must exist, intervals that must not overlap) is in
`geodata.rules`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from geodata.dates import Interval, PartialDate, Precision, day_after
from geodata.text import typeset

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$", max_length=20)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Latitude = Annotated[float, Field(ge=-90, le=90, description="Degrees north, WGS 84 (EPSG:4326)")]
Longitude = Annotated[float, Field(ge=-180, le=180, description="Degrees east, WGS 84 (EPSG:4326)")]
Confidence = Literal["high", "medium", "low"]
Status = Literal["member", "suspended", "exit-announced", "observer"]
OpenState = Literal["confirmed", "unconfirmed", "end-not-found"]


Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s]+$", max_length=1000)]


class Strict(BaseModel):
    """A record that refuses fields it does not know, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(Strict):
    """Words in English and in French, set as a printer would."""

    en: Words
    fr: Words

    @field_validator("en", "fr")
    @classmethod
    def _typeset(cls, words: str, field: ValidationInfo) -> str:
        return typeset(words, str(field.field_name))

    def in_(self, language: str) -> str:
        """Return the words in a language: ``"en"`` or ``"fr"``."""
        return self.fr if language == "fr" else self.en


class Source(Strict):
    """A public page that supports what a record says."""

    publisher: Words
    title: Words | None = None
    url: Address
    published: PartialDate | None = None
    supports: Words | None = Field(None, description="What in the record this page carries")


class Place(Strict):
    """A named point, WGS 84."""

    name: Text
    country: Country
    lat: Latitude
    lon: Longitude
    located: Words | None = Field(None, description="How the coordinates were found (for editors)")


class Figure(Strict):
    """A number with what it counts, or the range in which sources put it."""

    what: Text
    value: float | None = None
    min: float | None = None
    max: float | None = None
    about: bool = Field(False, description="Whether the sources give the value as approximate")
    unit: (
        Literal["USD", "EUR", "XOF", "CNY", "percent", "tonnes", "km", "months", "years", "days", "hectares"] | None
    ) = None
    according_to: Text | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        ranged = self.min is not None or self.max is not None
        if ranged == (self.value is not None):
            raise PydanticCustomError("figure", "a figure has either a value, or min and max; give one of the two")
        if self.about and ranged:
            raise PydanticCustomError("figure", "only a value can be about so much; drop about, or give a value")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise PydanticCustomError("figure", "min is greater than max; swap them")
        return self


class Sourced(Strict):
    """What every record of the atlas has: an id, sources, and how far to trust it."""

    id: Id
    sources: list[Source] = Field(min_length=1, max_length=5)
    confidence: Confidence
    reviewed: date | None = Field(
        None, description="Day on which somebody other than its writer last read it against its sources"
    )
    note: Text | None = Field(None, description="What is disputed or uncertain, for readers")
    editor_note: Words | None = Field(None, description="Remarks on the research, for editors only")


def _not_backwards(start: PartialDate | None, end: PartialDate | None, words: str) -> None:
    if start and end and end.last < start.first:
        raise PydanticCustomError("backwards", "{words}", {"words": words.format(start=start, end=end)})


class Event(Sourced):
    """Something that happened on a date, or from a date to an end date, at a place."""

    date: PartialDate = Field(description="When, as precisely as known: 2024-08-05, 2024-08 or 2024")
    until: PartialDate | None = Field(None, description="The last day, where it took more than one")
    precision: Precision | None = Field(None, description="May be stated; must agree with how the date is written")
    kind: Id
    title: Text
    summary: Text
    place: Place
    countries: list[Country] = Field(min_length=1, description="The states concerned, ISO 3166-1 alpha-3")
    organisations: list[Code] = []
    figures: list[Figure] = []
    related: list[Id] = []

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        _not_backwards(self.date, self.until, "until ({end}) is before date ({start}); swap or correct them")
        if self.precision and self.precision != self.date.precision:
            raise PydanticCustomError(
                "precision",
                "the precision is '{stated}', but the date {date} is written to the {written}; "
                "write the date as precisely as it is known, or leave precision out",
                {"stated": self.precision, "date": str(self.date), "written": self.date.precision},
            )
        return self

    @property
    def interval(self) -> Interval:
        """From the event's date to the day after its last."""
        return Interval(self.date, day_after(self.until or self.date))


class Lasting(Sourced):
    """What holds from a date to a date: the one shape of memberships, bases and forces.

    ``to`` is half-open: a base with ``to: 2024-08-05`` is no longer in use on that day.
    """

    start: PartialDate | None = Field(None, alias="from")
    end: PartialDate | None = Field(None, alias="to")
    first_confirmed: PartialDate | None = None
    last_confirmed: PartialDate | None = None
    open_state: OpenState | None = Field(None, description="What is known of a thing without an end")
    began_with: Id | None = Field(None, description="The event that made it begin")
    ended_with: Id | None = Field(None, description="The event that ended it")

    @model_validator(mode="after")
    def _ends_make_sense(self) -> Self:
        _not_backwards(self.start, self.end, "it ends ({end}) before it begins ({start}); swap or correct them")
        if not (self.start or self.first_confirmed):
            raise PydanticCustomError("begins", "it has neither from nor first_confirmed; give one of the two")
        if self.end and self.open_state:
            raise PydanticCustomError("open", "it has an end (to) and an open_state; drop one of the two")
        if self.open_state in ("unconfirmed", "end-not-found") and not self.last_confirmed:
            raise PydanticCustomError(
                "open", "open_state is '{state}' without last_confirmed; add the date", {"state": self.open_state}
            )
        return self

    @property
    def interval(self) -> Interval:
        """When it holds, as far as the sources reach.

        It begins with its first confirmation where no opening is sourced; where
        an end is likely but was not found, it goes no further than its last
        confirmation.
        """
        start = self.start or self.first_confirmed
        assert start is not None
        if self.open_state == "end-not-found" and self.last_confirmed:
            return Interval(start, day_after(self.last_confirmed))
        return Interval(start, self.end)

    @property
    def lost_from_sight(self) -> bool:
        """Whether its interval ends because sources fall silent, not because it ended."""
        return self.open_state == "end-not-found"


class Membership(Lasting):
    """A country in an alliance, with a status, from a date to a date."""

    alliance: Code
    country: Country
    status: Status


class Headcount(Strict):
    """How many people, when, and who they were."""

    number: int = Field(ge=0)
    as_of: PartialDate | None = None
    note: Text | None = None


class Base(Lasting):
    """A military installation at a point, with an operator and a host."""

    name: Text
    operator: Code
    actor: Words | None = Field(None, description="The force, where the operator is a state: Wagner, CIA")
    host: Country
    kind: Id
    lat: Latitude
    lon: Longitude
    located: Words | None = None
    after: Text | None = Field(None, description="What became of it")
    personnel: list[Headcount] = []
    cost_usd: float | None = Field(None, ge=0)


class Host(Strict):
    """A country that hosts a force; from and to where these differ from the force's own."""

    country: Country
    start: PartialDate | None = Field(None, alias="from")
    end: PartialDate | None = Field(None, alias="to")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: object) -> object:
        return {"country": written} if isinstance(written, str) else written

    def holds(self, day: date) -> bool:
        """Whether it hosts the force on a day on which the force is there."""
        return (self.start is None or self.start.first <= day) and (self.end is None or day < self.end.first)


class Force(Lasting):
    """A mission or deployment, with the countries that host it."""

    name: Text
    operator: Code
    actor: Words | None = None
    hosts: list[Host] = Field(min_length=1)
    peak: Headcount | None = None
    headquarters: Place | None = None

    def hosts_on(self, day: date) -> list[str]:
        """Return the countries that host the force on a day: ISO 3166-1 alpha-3, sorted."""
        return sorted(host.country for host in self.hosts if host.holds(day)) if self.interval.holds(day) else []


class Capital(Strict):
    """A capital, and from when to when it is one where that changed."""

    name: Text
    country: Country
    lat: Latitude
    lon: Longitude
    start: PartialDate | None = Field(None, alias="from")
    end: PartialDate | None = Field(None, alias="to")
    note: Text | None = None
    sources: list[Source] = []


class Stage(Strict):
    """A stage in an alliance's life: the alliance of 2023, the confederation of 2024."""

    id: Id
    name: Text
    start: PartialDate = Field(alias="from")
    event: Id | None = None


class Alliance(Strict):
    """A bloc or organisation that states join."""

    id: Code
    name: Text
    short: Text
    stages: list[Stage] = []
    note: Text | None = Field(None, description="What the record holds of it, and what not")


class Organisation(Strict):
    """An organisation that events mention or that operates bases and forces."""

    id: Code
    name: Text
    short: Text | None = None
    type: Literal["organisation", "force", "armed-group"]


Family = Literal["power", "presence", "ties", "violence"]
"""What kinds of event are about: who rules, whose forces are where, who stands with whom, who fights."""


class Kind(Strict):
    """A kind of event, or of base; a kind of event belongs to a family."""

    id: Id
    name: Text
    family: Family | None = None


class ThinCoverage(Strict):
    """A stretch of time or a subject of which the record holds less than happened."""

    start: PartialDate = Field(alias="from")
    end: PartialDate | None = Field(None, alias="to")
    what: Text


class Coverage(Strict):
    """Up to which day the record is complete, and where it thins out."""

    begins: PartialDate
    complete_until: PartialDate
    thin: list[ThinCoverage]


class OpenLead(Strict):
    """Something looked for and not found; not part of the record."""

    subject: Literal["event", "base", "membership", "force"]
    what: Words
    why: Words

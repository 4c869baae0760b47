"""What the answers look like, for the description: programs are written from it.

The classes describe; nothing is built of them. Tests hold every answer against them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from geodata.changes import What
from geodata.dates import DATE_PATTERN, Precision
from geodata.history import Release
from geodata.records import Confidence, Country, Latitude, Longitude, Status

Written = Annotated[str, Field(pattern=DATE_PATTERN, description="A date, as precisely as it is known")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, ISO 8601")]
Version = Annotated[str, Field(description="Version of the record: a hash of its content", examples=["c6f870cc6145"])]
Complete = Annotated[Written, Field(description="The last day up to which the record is complete")]
OneLanguage = Annotated[str | None, Field(description="Where a language was asked for")]
BothLanguages = Annotated[str | None, Field(description="Where none was asked for")]


class Told(BaseModel):
    """A part of an answer: it has these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class SourceTold(Told):
    """A public page that supports what a record says."""

    publisher: str
    title: str | None
    url: str
    published: Written | None


class FigureTold(Told):
    """A number with what it counts, or the range in which sources put it."""

    what: OneLanguage = None
    what_en: BothLanguages = None
    what_fr: BothLanguages = None
    value: float | None
    min: float | None
    max: float | None
    about: bool
    unit: str | None
    according_to: OneLanguage = None
    according_to_en: BothLanguages = None
    according_to_fr: BothLanguages = None


class EventTold(Told):
    """An event. Words stand in both languages, or in the one that was asked for."""

    date: Written
    precision: Precision
    until: Written | None = Field(description="The last day, where it took more than one")
    kind: str
    title: OneLanguage = None
    title_en: BothLanguages = None
    title_fr: BothLanguages = None
    summary: OneLanguage = None
    summary_en: BothLanguages = None
    summary_fr: BothLanguages = None
    place: OneLanguage = None
    place_en: BothLanguages = None
    place_fr: BothLanguages = None
    country: Country = Field(description="The country of the place, ISO 3166-1 alpha-3")
    countries: list[Country] = Field(description="The states concerned")
    organisations: list[str] = Field(description="Alliances and organisations concerned")
    forces: list[str] = Field(description="Operators of foreign forces concerned, as the filter groups them")
    figures: list[FigureTold]
    confidence: Confidence
    note: OneLanguage = Field(None, description="What is disputed or uncertain")
    note_en: BothLanguages = None
    note_fr: BothLanguages = None
    sources: list[SourceTold] = Field(min_length=1)
    related: list[str] = Field(description="Ids of related events")


class Point(Told):
    """A point, WGS 84."""

    type: Literal["Point"]
    coordinates: tuple[Longitude, Latitude]


class Feature(Told):
    """An event as a feature of GeoJSON."""

    type: Literal["Feature"]
    id: str
    geometry: Point
    properties: EventTold


class Events(Told):
    """Events as GeoJSON (RFC 7946), in order of date."""

    type: Literal["FeatureCollection"]
    version: Version
    complete_until: Complete
    licence: Literal["CC-BY-4.0"]
    features: list[Feature]


class StandingTold(Told):
    """Who is what in one alliance."""

    members: list[Country]
    suspended: list[Country]
    exit_announced: list[Country]
    observers: list[Country]


class BaseTold(Told):
    """A base in use on the day."""

    id: str
    operator: str
    host: Country
    name: str


class ForceTold(Told):
    """A force present on the day."""

    id: str
    operator: str
    hosts: list[Country]


class State(Told):
    """The state of affairs on a day."""

    date: Day
    alliances: dict[str, StandingTold]
    bases: list[BaseTold]
    forces: list[ForceTold]
    events_so_far: int = Field(ge=0)
    version: Version
    complete_until: Complete


class StepTold(Told):
    """A country's status in an alliance from a day on; null is: no longer in it."""

    date: Written
    status: Status | None


class ChangeTold(Told):
    """One thing that differs: a country's status in an alliance, a base, or a force."""

    date: Written
    what: What
    event: str | None = Field(description="Id of the event that made it")
    sources: list[str] = Field(min_length=1)
    alliance: str | None = None
    country: Country | None = None
    before: Status | None = None
    after: Status | None = None
    steps: list[StepTold] = []
    base: str | None = None
    force: str | None = None
    operator: str | None = None
    host: Country | None = None


class Changes(Told):
    """What differs between the states of affairs on two days."""

    model_config = ConfigDict(extra="forbid", validate_by_name=True)

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")
    changes: list[ChangeTold]
    events: list[str] = Field(description="Ids of the events after the first day and up to the second")


class Versions(Told):
    """The versions of the record, oldest first."""

    version: Version
    date: Day | None = Field(description="The day on which this version was noted; null where it was not")
    extended: bool = Field(
        description="Whether the record served is none of the versions: others have joined it, or it was changed since"
    )
    releases: list[Release]


class FaultTold(Told):
    """A parameter that cannot be followed."""

    parameter: str
    given: str | None
    what: str
    mend: str


class Problem(Told):
    """Why a question is not answered (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FaultTold] = Field([], description="Every parameter at fault")

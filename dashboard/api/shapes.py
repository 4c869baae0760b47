"""What the answers look like, for the description: programs are written from it.

The classes describe; nothing is built of them. Tests hold every answer against them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from geodata.changes import What
from geodata.columns import TableName, columns
from geodata.dates import DATE_PATTERN, Precision
from geodata.history import Release
from geodata.records import Confidence, Country, Latitude, Longitude, Status

Written = Annotated[str, Field(pattern=DATE_PATTERN, description="A date, as precisely as it is known")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, ISO 8601")]
Version = Annotated[str, Field(description="Version of the record: a hash of its content", examples=["c6f870cc6145"])]
Complete = Annotated[Written, Field(description="The last day up to which the record is complete")]


class Told(BaseModel):
    """A part of an answer: it has these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class AboutTold(Told):
    """What a table says about itself."""

    title: str
    version: Version
    begins: Annotated[Written, Field(description="The record begins")]
    complete_until: Complete
    licence: str
    citation: str
    borders_from: str
    selection: str = Field(description="What was asked for, as the address writes it")


class Geometry(Told):
    """A point or an area, WGS 84, longitude first."""

    type: Literal["Point", "Polygon", "MultiPolygon"]
    coordinates: list[Any]


LISTS = ("countries", "organisations", "related", "figures", "personnel", "peak", "source")
"""Columns that hold lists, by the beginning of their names."""

COLUMNS: Mapping[str, Any] = {
    "id": str,
    "force": str,
    "date": Written,
    "precision": Precision,
    "first_day": Day,
    "last_day": Day,
    "end_day": Day | None,
    "country": Country,
    "host": Country,
    "lat": Latitude,
    "lon": Longitude,
    "confidence": Confidence,
    "reviewed": Day | None,
    "status": Status,
    "cost_usd": float | None,
    **dict.fromkeys(("until", "start", "end", "first_confirmed", "last_confirmed"), Written | None),
}
"""What columns hold; the others hold words, or nothing."""


def features(table: TableName) -> type[BaseModel]:
    """Return what a table looks like as GeoJSON (RFC 7946), from the field guide.

    Parameters
    ----------
    table
        One of the tables.
    """
    name = table.capitalize()
    fields: dict[str, Any] = {}
    for column, text in columns(table).items():
        held = list[str] if column.startswith(LISTS) else COLUMNS.get(column, str | None)
        required = ... if not column.endswith(("_en", "_fr")) else None  # a language may be left out
        fields[column] = (held, Field(required, description=text.en))
    row = create_model(f"{name}Row", __base__=Told, __doc__=f"A row of {table}, flat.", **fields)
    parts: dict[str, Any] = {"type": (Literal["Feature"], ...), "geometry": (Geometry, ...), "properties": (row, ...)}
    parts |= {"id": (str, ...)} if "id" in fields else {}
    feature = create_model(f"{name}Feature", __base__=Told, __doc__=f"One of {table}, as a feature.", **parts)
    whole: dict[str, Any] = {
        "type": (Literal["FeatureCollection"], ...),
        "about": (AboutTold, ...),
        "features": (list[feature], ...),
    }
    return create_model(name, __base__=Told, __doc__=f"The record's {table} as GeoJSON (RFC 7946).", **whole)


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

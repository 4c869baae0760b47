"""What is said of the addresses beside what FastAPI says: OpenAPI's frame, and how problems are told."""

from __future__ import annotations

from typing import Any

from dashboard.api.answers import as_json
from dashboard.api.problems import MEDIA_TYPE, TITLES
from dashboard.api.shapes import Problem

ABOUT = """Who stood with whom in the Sahel, on any day since 2012: the data of the page, read-only.

Dates are written as precisely as they are wanted: `2024-08-05`, `2024-08` or `2024`; of a month or year its first
day counts. A parameter that is unknown, or stands twice where once is meant, is refused and not passed over. Answers
carry an `ETag`: ask again with `If-None-Match`. Any site's page may ask. Credit: Sahel Atlas, curated record, with its
version and the licence."""

FORMS = {
    "csv": "as .csv, UTF-8",
    "xlsx": "as a spreadsheet, with a sheet about it",
    "geojson": "as GeoJSON, RFC 7946",
    "parquet": "as GeoParquet",
    "png": "as .png",
    "svg": "as .svg",
    "pdf": "as .pdf",
}
TABLES = {
    "events": "Every event that passes the filters, as they do on the page: of one facet any value, of several each.",
    "memberships": "Who was what in which alliance, from when to when, with the area of the country.",
    "bases": "Military bases: whose, on whose soil, from when to when.",
    "forces": "Missions and deployments, a row for each host, with its area.",
    "atlas": "Events, memberships, bases and forces, a sheet each.",
}
COLUMNS = (
    "Flat rows; words in both languages, or in the one asked for; points and areas in WGS 84. Days between which "
    "something holds are first_day and the day before end_day."
)
DRAWN = (
    "What the page shows on a day, drawn on the server, one at a time. Where too many wait for others, it "
    "is answered with 503 and when to ask again."
)
OPERATIONS = {
    "/atlas.html": (
        "The whole atlas in one file",
        "It opens on the view that is asked for, without a server and without the internet. Few are made at a time: "
        "where too many wait for others, it is answered with 503 and when to ask again.",
    ),
    "/state.json": (
        "The state of affairs on a day",
        "Who is what in which alliance, which bases were in use, which forces were present; the same as "
        "`sahel-atlas state --json`, with the version of the record and the day up to which it is complete.",
    ),
    "/changes.json": (
        "What differs between two days",
        "Each difference with its date, its sources and the event that made it; the same as "
        "`sahel-atlas changes --json`.",
    ),
    "/feed.atom": (
        "New and corrected records",
        "The newest 50, as an Atom feed (RFC 4287). An entry stands under the day on which its record came or was "
        "corrected; those of one day are in order of what happened, the latest first. What came with the first edition "
        "stands under its day.",
    ),
    "/history.json": (
        "The versions of the record",
        "Which records were new, corrected or taken out with which version, and on which day it was noted.",
    ),
}
"""What an address answers that sends neither table nor picture, in a line and in a few."""


def operation(path: str) -> tuple[str, str]:
    """Return what an address answers, in a line and in a few."""
    if path in OPERATIONS:
        return OPERATIONS[path]
    stem, _, suffix = path.strip("/").partition(".")
    if stem == "map":
        return f"The map on a day, {FORMS[suffix]}", DRAWN
    return f"{'All tables' if stem == 'atlas' else stem.capitalize()} {FORMS[suffix]}", f"{TABLES[stem]} {COLUMNS}"


LICENCE = {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}


def other_answers(*also: int | None) -> dict[int | str, dict[str, Any]]:
    """Return the answers of an operation beside the one that was hoped for.

    Parameters
    ----------
    also
        Statuses that not every operation has; None is none.
    """
    refusals: dict[int | str, dict[str, Any]] = {
        status: {"$ref": f"#/components/responses/{status}"} for status in sorted({400, 500, *filter(None, also)})
    }
    return {304: {"description": "The one who asks has it already (`If-None-Match`)"}, **refusals}


def complete(plain: dict[str, Any], here: str) -> bytes:
    """Return the description with what FastAPI cannot know: where it is served, and how problems are told.

    Parameters
    ----------
    plain
        As FastAPI returns it.
    here
        Address of the folder in which it stands.
    """
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = {**plain["components"]["schemas"], **problem.pop("$defs"), "Problem": problem}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    responses = {str(status): {"description": title, "content": content} for status, title in TITLES.items()}
    components = {"schemas": schemas, "responses": responses}
    return as_json({**plain, "servers": [{"url": here.rstrip("/")}], "components": components})

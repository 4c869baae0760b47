"""JSON Schemas of the record's files, for completion in editors."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from geodata.problems import suggest
from geodata.record import FILES, SECTIONS
from geodata.records import Coverage, Strict


def schema_of(file: str) -> dict[str, Any]:
    """Return the JSON Schema of a file.

    Parameters
    ----------
    file
        A name of `geodata.record.FILES`, such as ``"events.yaml"``.

    Raises
    ------
    KeyError
        If there is no such file; the message names those there are.
    """
    if file not in FILES:
        raise KeyError(f"there is no file '{file}' in the record; {suggest(file, FILES)}")
    fields: dict[str, Any] = {
        name: (SECTIONS[name] if SECTIONS[name] is Coverage else list[SECTIONS[name]], ...)  # type: ignore[valid-type]
        for name in FILES[file]
    }
    model = create_model("".join(part.title() for part in FILES[file]), __base__=Strict, **fields)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True),
        "title": f"Sahel Atlas: {file}",
    }

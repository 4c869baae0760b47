"""What validation found, in words that tell an editor how to mend it."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from geodata.problems import Problem, suggest
from geodata.yaml_source import Loc, YamlFile

_FORMS = {
    "id": "write lower-case words joined by hyphens, such as us-leaves-air-base-201-2024",
    "url": "give the page's full address, beginning with http:// or https://",
    "country": "write the ISO 3166-1 alpha-3 code, such as NER",
    "countries": "write ISO 3166-1 alpha-3 codes, such as NER",
    "host": "write the ISO 3166-1 alpha-3 code, such as NER",
    "hosts": "write ISO 3166-1 alpha-3 codes, such as NER",
    "kind": "write the id of a kind, such as base-closed",
}
_EXPECTED = {
    "float": "a number",
    "int": "a whole number",
    "string": "text",
    "list": "a list",
    "bool": "true or false",
    "model": "a mapping of fields",
    "dict": "a mapping of fields",
}
_LANGUAGES = {"en": "English", "fr": "French"}


def explain(error: ValidationError, model: type[BaseModel], raw: Any, loc: Loc, source: YamlFile) -> Iterator[Problem]:
    """Turn pydantic's errors about one record into problems.

    Parameters
    ----------
    error
        What pydantic raised.
    model
        The record's class.
    raw
        The record as read.
    loc
        Where the record stands in the file.
    source
        The file, for names and positions.
    """
    record = str(raw.get("id", "")) if isinstance(raw, dict) else ""
    for detail in error.errors(include_url=False):
        inner = tuple(part for part in detail["loc"] if not (isinstance(part, str) and "[" in part))
        what, mend = _words(detail, inner, model)
        place: Loc = (*loc, *inner)
        if detail["type"] == "extra_forbidden":
            place = (*place, "#key")
        line, column = source.at(place)
        yield Problem(source.name, line, column, record or _name(loc), what, mend)


def _name(loc: Loc) -> str:
    return f"{loc[0]}[{loc[1]}]" if len(loc) > 1 else str(loc[0])


def _words(detail: ErrorDetails, loc: Loc, model: type[BaseModel]) -> tuple[str, str]:
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    named = [part for part in loc if isinstance(part, str)]
    field = named[-1] if named else ""
    path = ".".join(map(str, loc))
    match kind:
        case "missing" if field in _LANGUAGES:
            return f"{'.'.join(map(str, loc[:-1]))} has no {_LANGUAGES[field]} ({field})", "add the translation"
        case "missing":
            return f"the field '{path}' is missing", "add it"
        case "extra_forbidden":
            return f"unknown field '{path}'", suggest(str(loc[-1]), _fields_at(model, loc[:-1]))
        case "literal_error":
            allowed = [word.strip().strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            return f"{path} is '{given}'", suggest(str(given), allowed)
        case "string_pattern_mismatch":
            fallback = "write a code in capitals, such as ECOWAS"
            return f"{path} is '{_short(given)}'", _FORMS.get(field, fallback)
        case "string_too_short" | "too_short" if not given:
            return f"{path} is empty", "fill it in" if field in ("sources", "countries", "hosts") else "write it"
        case "too_long" | "string_too_long":
            return f"{path} is too long", f"keep at most {context.get('max_length')}"
        case "greater_than_equal" | "less_than_equal":
            bound = context.get("ge", context.get("le"))
            side = "at least" if kind.startswith("greater") else "at most"
            return f"{path} is {given}, out of range", f"it must be {side} {bound:g}"
        case "partial_date" | "figure" | "backwards" | "precision" | "begins" | "open":
            what, _, mend = detail["msg"].partition("; ")
            return (f"{path}: {what}" if path else what), mend or "correct it"
        case _:
            expected = next((words for start, words in _EXPECTED.items() if kind.startswith(start)), None)
            if expected:
                return f"{path or 'the record'} is {_short(given)!r}", f"it must be {expected}"
            return f"{path}: {detail['msg']}", "correct it"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    here: Any = model
    for part in loc:
        if isinstance(part, str) and _is_model(here):
            field = next((f for name, f in here.model_fields.items() if part in (name, f.alias)), None)
            here = _model_in(field.annotation) if field else None
    if not _is_model(here):
        return []
    return [field.alias or name for name, field in here.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    if get_origin(annotation) in (list, tuple, Union, types.UnionType, typing.Annotated):
        return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)
    return annotation if _is_model(annotation) else None


def _is_model(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, BaseModel)

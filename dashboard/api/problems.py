"""What is said to a program whose question cannot be followed: RFC 9457, with what to mend.

Each parameter that is at fault is named with what was given and what would do,
all of them at once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"
OPEN = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
"""Headers of every answer: any page may read it, and none may take it for a script."""

TITLES = {
    400: "The question is not well formed",
    404: "There is nothing at this address",
    405: "These addresses are read-only",
    422: "The atlas has no such value",
    500: "Something went wrong on our side",
    503: "Too many are waiting",
}
ALLOWED = "GET, HEAD, OPTIONS"
MOST_FAULTS = 20
RETRY_AFTER = 5
"""Seconds after which to ask again, where too many are waiting."""

LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """A parameter that cannot be followed.

    Attributes
    ----------
    parameter
        Its name.
    given
        What was given, cut where it is long; None where nothing was.
    what
        What is wrong.
    mend
        How to mend it.
    """

    parameter: str
    given: str | None
    what: str
    mend: str


class QuestionError(Exception):
    """A question that cannot be followed.

    Parameters
    ----------
    status
        400 where its form is wrong, 422 where the atlas has no such value.
    faults
        Every parameter at fault.
    """

    def __init__(self, status: int, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} parameters at fault")
        self.status = status
        self.faults = faults


def shown(text: str) -> str:
    """Return what was given, as short as an answer can hold it."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def problem(request: Request, status: int, detail: str, faults: Sequence[Fault] = ()) -> Response:
    """Return the answer that tells a problem.

    Parameters
    ----------
    request
        What was asked.
    status
        Status of the answer; one of `TITLES`, or another of HTTP's errors.
    detail
        What is wrong and how to mend it, in a sentence.
    faults
        The parameters at fault; the first `MOST_FAULTS` are named.
    """
    known = status in TITLES
    plain: dict[str, Any] = {
        "type": f"{request.scope['root_path']}/openapi.json#/components/responses/{status}" if known else "about:blank",
        "title": TITLES[status] if known else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": quote(request.scope["path"]),
    }
    if faults:
        plain["errors"] = [asdict(fault) for fault in faults[:MOST_FAULTS]]
    more = {405: {"Allow": ALLOWED}, 503: {"Retry-After": str(RETRY_AFTER)}}.get(status, {})
    headers = {**OPEN, "Cache-Control": "no-store", **more}
    content = json.dumps(plain, ensure_ascii=False).encode()
    return Response(content, status, headers=headers, media_type=MEDIA_TYPE)


def told(error: QuestionError) -> str:
    """Return what is wrong with a question, in a few sentences."""
    said = [f"{fault.parameter} {fault.what}; {fault.mend}" for fault in error.faults[:3]]
    more = len(error.faults) - len(said)
    return " ".join(sentence(one) for one in [*said, *([f"And {more} more"] if more else [])])


def sentence(words: str) -> str:
    """Return words with a full stop, unless they ask."""
    return words if words.endswith("?") else f"{words}."

"""What answers under ``/api``, as an application of its own.

It knows nothing of Streamlit: `build` takes the record and returns what answers,
and `routes` what the page's application takes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from dashboard.api import description
from dashboard.api.addresses import Address, addresses
from dashboard.api.answers import BusyError, Kept, permit, respond
from dashboard.api.problems import RETRY_AFTER, QuestionError, problem, sentence, shown, told
from dashboard.api.questions import read
from dashboard.view import Choices
from geodata.history import History
from geodata.problems import suggest
from geodata.record import Record

QUEUE = 4
"""Pictures, and atlases in one file, that may be waited for while one is made."""

SHORT, LONG = 300, 3600
"""Seconds for which an answer may be used without asking again: as it is now, and on a day that was named."""


def routes(root: str, record: Record, history: History, choices_of: Callable[[], Choices]) -> list[BaseRoute]:
    """Return the routes that the page's own application takes.

    Parameters
    ----------
    root
        The path under which the page is served, without a slash at its end.
    record, history, choices_of
        As for `build`.
    """

    async def describe(_: Request) -> Response:
        return RedirectResponse(f"{root}/api/openapi.json")

    return [Route(f"{root}/api", describe), Mount(f"{root}/api", build(record, history, choices_of))]


def build(record: Record, history: History, choices_of: Callable[[], Choices]) -> FastAPI:
    """Return the application that answers under ``/api``.

    Parameters
    ----------
    record
        The record.
    history
        When its parts were noted.
    choices_of
        Returns what can be chosen today.
    """
    app = FastAPI(
        title="Sahel Atlas",
        version="1",
        summary="Who stood with whom in the Sahel, on any day since 2012, and what changed it.",
        description=description.ABOUT,
        license_info=description.LICENCE,
        openapi_url=None,
        redirect_slashes=False,
        exception_handlers={QuestionError: _refuse, BusyError: _put_off, HTTPException: _miss, Exception: _fail},
    )
    kept, slow = Kept(), Kept(queue=QUEUE)
    for address in addresses(record, history, choices_of):
        answer = _endpoint(address, slow if address.slow else kept, choices_of)
        summary, about = description.operation(address.path)
        app.add_api_route(
            address.path,
            answer,
            summary=summary,
            description=about,
            operation_id=address.path.strip("/").replace(".", "_"),
            response_model=address.model,
            response_class=address.form,
            response_description="The answer",
            responses=description.other_answers(422 if address.parameters else None, 503 if address.slow else None),
            openapi_extra={"parameters": [one.described(choices_of()) for one in address.parameters]},
        )
        _add_methods(app, address.path, answer)
    written = Address("/openapi.json", lambda asked: description.complete(app.openapi(), asked.here), absolute=True)
    answer = _endpoint(written, kept, choices_of)
    app.add_route(written.path, answer, methods=["GET"])
    _add_methods(app, written.path, answer)
    return app


def _endpoint(
    address: Address, kept: Kept, choices_of: Callable[[], Choices]
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        choices = choices_of()
        asked = read(request.query_params.multi_items(), address.parameters, choices)
        max_age = LONG if asked.dated else SHORT
        if address.absolute:
            asked = replace(asked, here=_here(request))
        found = await kept.get((address.path, asked, choices.last), lambda: address.make(asked))
        return respond(found, request, str(address.form.media_type), max_age, address.disposition(asked))

    return answer


def _add_methods(app: FastAPI, path: str, answer: Callable[[Request], Awaitable[Response]]) -> None:
    """Let the other two methods be answered, which the description need not name."""

    async def options(_: Request) -> Response:
        return permit()

    app.add_route(path, answer, methods=["HEAD"], include_in_schema=False)
    app.add_route(path, options, methods=["OPTIONS"], include_in_schema=False)


def _here(request: Request) -> str:
    """Return the address of the folder that was asked, with a slash at its end."""
    return str(request.base_url.replace(path=f"{request.scope['root_path']}/"))


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, QuestionError)
    return problem(request, error.status, told(error), error.faults)


async def _put_off(request: Request, _: Exception) -> Response:
    """Answer where too many wait."""
    return problem(request, 503, f"Too many pictures and files are being made. Ask again in {RETRY_AFTER} seconds.")


async def _miss(request: Request, error: Exception) -> Response:
    """Answer for an address or a method that there is not."""
    assert isinstance(error, HTTPException)
    root, path = request.scope["root_path"], request.scope["path"]
    if error.status_code == 405:
        return problem(request, 405, f"{request.method} is not answered here; use GET.")
    known = {route.path.strip("/") for route in request.app.routes}
    mend = suggest(shown(path.removeprefix(root).strip("/")), known)
    return problem(request, error.status_code, sentence(f"There is nothing at {shown(path)}; {mend}"))


async def _fail(request: Request, _: Exception) -> Response:
    """Answer for what failed on our side; the log has it."""
    return problem(request, 500, "The answer could not be made. Ask again later; the question itself is not at fault.")

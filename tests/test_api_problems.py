"""How it is said to a program that its question cannot be followed."""

from datetime import date

import pytest
from calling import call

from dashboard.api.service import build
from dashboard.map.basemaps import CHOICES
from dashboard.view import Choices
from geodata.history import own_history
from geodata.record import own_record

choices = Choices.of(own_record(), date(2026, 8, 1), CHOICES)


@pytest.fixture(scope="module")
def app():
    return build(own_record(), own_history(), lambda: choices)


WRONG = [
    ("/events.geojson?aliance=AES", 400, "aliance", "AES", "did you mean 'alliance'?"),
    ("/history.json?x=1", 400, "x", "1", "leave it out"),
    ("/events.geojson?q=a&q=b", 400, "q", "a, b", "give it once"),
    (f"/events.geojson?q={'x' * 81}", 400, "q", f"{'x' * 80}…", "give at most 80"),
    (f"/events.geojson?kind={'x' * 201}", 400, "kind", f"{'x' * 80}…", "give at most 200"),
    ("/changes.json?from=2024", 400, "to", None, "give a day, such as 2025-01-30"),
    ("/events.geojson?alliance=AES&alliance=ECOWSA", 422, "alliance", "ECOWSA", "did you mean 'ECOWAS'?"),
    ("/events.geojson?country=ner", 422, "country", "ner", "did you mean 'NER'?"),
    ("/events.geojson?lang=de", 422, "lang", "de", "use one of: en, fr"),
    ("/state.json?date=yesterday", 422, "date", "yesterday", "2024-08-05, 2024-08 or 2024"),
    ("/state.json?date=2023-02-30", 422, "date", "2023-02-30", "a day of the calendar"),
    ("/state.json?date=2011-12-31", 422, "date", "2011-12-31", "from 2012-01-01 to 2026-08-01"),
    ("/state.json?date=2031", 422, "date", "2031", "from 2012-01-01 to 2026-08-01"),
    ("/events.geojson?to=2011", 422, "to", "2011", "from 2012-01-01 to 2026-08-01"),
    ("/events.geojson?to=2027", 422, "to", "2027", "from 2012-01-01 to 2026-08-01"),
    ("/changes.json?from=2024&to=2023", 422, "from", "2024", "swap the two"),
]


@pytest.mark.parametrize(("path", "status", "parameter", "given_", "mend"), WRONG)
def test_a_question_that_cannot_be_followed(app, path, status, parameter, given_, mend):
    reply = call(app, path, root="/api")
    told = check_problem(reply, status, path)
    (fault,) = told["errors"]
    assert (fault["parameter"], fault["given"]) == (parameter, given_)
    assert mend in fault["mend"]
    assert parameter in told["detail"]


def check_problem(reply, status, path):
    told = reply.json()
    assert reply.status == told["status"] == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert told["type"] == f"/api/openapi.json#/components/responses/{status}"
    assert told["title"]
    assert told["detail"]
    assert told["instance"] == f"/api{path.partition('?')[0]}"
    return told


def test_a_year_of_which_the_atlas_has_a_part_is_in_it(app):
    assert call(app, "/events.geojson?from=2012&to=2026").status == 200


def test_every_fault_is_told_at_once_and_not_without_end(app):
    told = call(app, "/events.geojson?kind=coupe&country=XXX&from=2025&to=2024").json()
    assert [fault["parameter"] for fault in told["errors"]] == ["kind", "country", "from"]
    many = "&".join(f"x{number}={number}" for number in range(500))
    assert len(call(app, f"/events.geojson?{many}").json()["errors"]) == 20


def test_the_problems_types_lead_to_the_description(app):
    described = call(app, "/openapi.json", root="/api").json()
    told = call(app, "/nothing", root="/api").json()
    where, _, pointer = told["type"].partition("#/")
    assert where == "/api/openapi.json"
    for step in pointer.split("/"):
        described = described[step]
    assert described["description"] == told["title"]


@pytest.mark.parametrize("path", ["/event.geojson", "/", "", "/state.json/", "/docs", "/redoc", "/%E2%82%AC<b>"])
def test_an_address_that_there_is_not(app, path):
    reply = call(app, path, root="/api")
    told = reply.json()
    assert (reply.status, reply.headers["content-type"]) == (404, "application/problem+json")
    assert told["instance"].isascii()
    assert "<" not in told["instance"]
    named = [name for name in ("events.geojson", "state.json", "openapi.json") if name in told["detail"]]
    assert named


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize("path", ["/state.json", "/openapi.json"])
def test_nothing_is_written(app, method, path):
    reply = call(app, path, method, root="/api")
    told = check_problem(reply, 405, path)
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS"
    assert method in told["detail"]


def test_what_fails_on_our_side_leaks_nothing(record, monkeypatch):
    def broken():
        raise RuntimeError("/secret/path")

    app = build(record, own_history(), lambda: choices)
    assert call(app, "/state.json").status == 200
    monkeypatch.setattr("dashboard.api.addresses.as_of", lambda *_: broken())
    reply = call(app, "/state.json?date=2024-01-01", root="/api")
    check_problem(reply, 500, "/state.json")
    assert b"secret" not in reply.body
    assert b"Traceback" not in reply.body

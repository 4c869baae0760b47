"""Data for programs: what is answered, and how it is said that something cannot be."""

import asyncio
import gzip
import io
import json
import urllib.error
import urllib.request
from datetime import date
from urllib.parse import urlencode

import geopandas
import pytest
from calling import call, run
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import shown
from starlette.routing import Match

from dashboard.api import service
from dashboard.api.answers import Answer, Kept
from dashboard.api.service import build
from dashboard.filters import Span, passing
from dashboard.map import assets
from dashboard.map.basemaps import CHOICES
from dashboard.serving.site import site
from dashboard.view import Choices, View
from geodata.changes import changes
from geodata.columns import TABLES
from geodata.history import own_history
from geodata.record import own_record, read_record
from geodata.state import as_of

TODAY = date(2026, 8, 1)
choices = Choices.of(own_record(), TODAY, CHOICES)
days = st.dates(choices.first, choices.last)
PATHS = ["/events.geojson", "/state.json", "/changes.json?from=2023&to=2024", "/feed.atom", "/history.json"]
PATHS += ["/openapi.json"]
FILES = [f"/{table}.{suffix}" for table in TABLES for suffix in ("csv", "xlsx", "geojson", "parquet")]
FILES += ["/atlas.xlsx", "/atlas.html", "/map.png", "/map.svg", "/map.pdf"]


@pytest.fixture(scope="module")
def app():
    return build(own_record(), own_history(), lambda: choices)


def test_events_read_back_are_the_record(app, record):
    frame = geopandas.read_file(io.BytesIO(call(app, "/events.geojson").body)).set_index("id")
    assert frame.crs.to_epsg() == 4326
    assert list(frame.index) == [event.id for event in record.events]
    for event in record.events:
        row = frame.loc[event.id]
        assert (row.geometry.x, row.geometry.y) == (event.place.lon, event.place.lat)
        assert (row.title_en, row.title_fr) == (event.title.en, event.title.fr)
        assert (row.summary_en, row.summary_fr) == (event.summary.en, event.summary.fr)
        assert (row.kind, row.country, row.confidence) == (event.kind, event.place.country, event.confidence)


def test_events_tell_all_that_readers_see(app, record):
    features = call(app, "/events.geojson").json()["features"]
    for event, feature in zip(record.events, features, strict=True):
        told = feature["properties"]
        plain = event.model_dump(mode="json")
        assert (told["date"], told["precision"]) == (plain["date"], event.date.precision)
        for name in ("until", "countries", "organisations", "related"):
            assert told[name] == plain[name]
        for name, text in (("note", event.note), ("place", event.place.name)):
            assert (told[f"{name}_en"], told[f"{name}_fr"]) == ((text.en, text.fr) if text else (None, None))
        for column, name in (("publishers", "publisher"), ("titles", "title"), ("urls", "url"), ("dates", "published")):
            assert told[f"source_{column}"] == [source[name] or "" for source in plain["sources"]]
        for lang in ("en", "fr"):
            for figure, ours in zip(event.figures, told[f"figures_{lang}"], strict=True):
                assert figure.what.in_(lang) in ours


def test_one_language_on_demand(app, record):
    told = call(app, "/events.geojson?lang=fr&kind=base-closed").json()["features"][0]
    event = record.event_by_id[told["id"]]
    assert told["properties"]["title_fr"] == event.title.fr
    assert not [name for name in told["properties"] if name.endswith("_en")]


def some(facet):
    return st.lists(st.sampled_from(choices.facets[facet]), max_size=3, unique=True).map(tuple)


@settings(max_examples=100, deadline=None)
@given(
    days,
    st.sampled_from(["", "base", "MENAKA", "us troops"]),
    st.fixed_dictionaries({facet: some(facet) for facet in choices.facets}),
)
def test_what_passes_is_what_passes_on_the_page(day, q, facets):
    view = View(day, trail="all", q=q, **facets)
    found = passing(own_record(), view, Span(last=day))
    assert [event.id for event in found] == shown(own_record(), view)


def test_the_filters_of_the_address_reach_the_events(app, record):
    asked = "alliance=AES&alliance=ECOWAS&country=NER&q=Niamey&from=2023-09&to=2024"
    told = call(app, f"/events.geojson?{asked}").json()["features"]
    first, last = date(2023, 9, 1), date(2024, 12, 31)
    filters = View(last, alliance=("AES", "ECOWAS"), country=("NER",), q="niamey")
    expected = passing(record, filters, Span(first, last))
    assert expected
    assert [feature["id"] for feature in told] == [event.id for event in expected]


@settings(max_examples=50, deadline=None)
@given(days)
def test_the_state_is_that_of_the_model(app, day):
    told = call(app, f"/state.json?date={day}").json()
    assert (told.pop("version"), told.pop("complete_until")) == (own_record().version, "2026-07-02")
    assert told == as_of(day, own_record()).as_json()


@settings(max_examples=50, deadline=None)
@given(days, days)
def test_the_changes_are_those_of_the_model(app, one, other):
    start, end = sorted((one, other))
    told = call(app, f"/changes.json?from={start}&to={end}").json()
    assert told == json.loads(json.dumps(changes(start, end, own_record()).as_json()))


def test_without_a_date_it_is_the_pages_own_and_follows_the_clock(record):
    today = [date(2024, 8, 5)]
    app = build(record, own_history(), lambda: Choices.of(record, today[0], CHOICES))
    assert call(app, "/state.json").json()["date"] == "2024-08-05"
    today[0] = date(2024, 8, 6)
    assert call(app, "/state.json").json()["date"] == "2024-08-06"
    assert call(app, "/state.json?date=2024-07").json()["date"] == "2024-07-01"


def test_the_history_tells_the_versions(app, record):
    told = call(app, "/history.json").json()
    assert (told["version"], told["extended"]) == (record.version, False)
    assert told["date"] == own_history().releases[-1].date.isoformat()
    assert [release["version"] for release in told["releases"]] == [
        release.version for release in own_history().releases
    ]


def test_a_record_that_others_have_joined_is_served_and_says_so(tmp_path, record):
    event = record.events[0].model_dump(mode="json", by_alias=True, exclude_none=True)
    (tmp_path / "more.json").write_text(json.dumps({"events": [{**event, "id": "another-2012", "related": []}]}))
    extended = read_record(more=[tmp_path / "more.json"])
    app = build(extended, own_history(), lambda: choices)
    told = call(app, "/history.json").json()
    assert (told["version"], told["date"], told["extended"]) == (extended.version, None, True)
    assert len(call(app, "/events.geojson").json()["features"]) == len(record.events) + 1
    assert b"another-2012" not in call(app, "/feed.atom").body


@pytest.mark.parametrize("path", PATHS)
def test_manners(app, path):
    whole = call(app, path)
    assert whole.status == 200
    assert whole.headers["access-control-allow-origin"] == "*"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers["cache-control"] == f"public, max-age={3600 if 'from' in path else 300}"

    packed = call(app, path, accept_encoding="br, gzip")
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(packed.body) == whole.body
    assert "content-encoding" not in call(app, path, accept_encoding="gzip;q=0").headers

    head = call(app, path, "HEAD")
    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")

    tag = whole.headers["etag"]
    strong = tag.removeprefix("W/")
    for named in (tag, strong, f'"other", {tag}', f'W/"other",{strong}', "*"):
        known = call(app, path, if_none_match=named)
        assert (known.status, known.body, known.headers["etag"]) == (304, b"", tag)
        assert known.headers["cache-control"] == whole.headers["cache-control"]
    assert call(app, path, if_none_match='"other"').status == 200

    options = call(app, path, "OPTIONS", origin="https://example.org", access_control_request_method="GET")
    assert (options.status, options.headers["access-control-allow-origin"]) == (204, "*")
    assert options.headers["access-control-allow-methods"] == options.headers["allow"] == "GET, HEAD, OPTIONS"


def test_the_tag_follows_the_content(app):
    tags = {call(app, f"/state.json?date={day}").headers["etag"] for day in ("2024-08-04", "2024-08-05")}
    assert len(tags) == 2
    same = {
        call(app, f"/events.geojson?{asked}").headers["etag"]
        for asked in ("kind=coup&kind=talks&q=Niamey", "q=%20NIAMEY&kind=talks&kind=coup&kind=coup")
    }
    assert len(same) == 1


def test_answers_are_made_once_and_the_oldest_make_room():
    kept, made = Kept(room=8_000), []

    def make(size):
        made.append(size)
        return bytes(range(256)) * size

    async def ask(*sizes):
        return await asyncio.gather(*(kept.get(size, lambda size=size: make(size)) for size in sizes))

    run(ask(1, 1, 1))
    assert made == [1]
    run(ask(40))
    run(ask(40))
    assert made == [1, 40, 40], "what takes too much room is not kept"
    for key in range(100, 140):
        run(kept.get(key, lambda: bytes(range(256))))
    assert kept.size <= kept.room
    run(ask(1))
    assert made[-1] == 1
    assert len(made) == 4, "the oldest one had to go"


def test_described_in_full(app):
    described = call(app, "/openapi.json", root="/api").json()
    assert described["info"]["license"] == {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}
    assert described["servers"] == [{"url": "http://atlas.example/api"}]
    assert set(described["paths"]) == {path.partition("?")[0] for path in PATHS + FILES} - {"/openapi.json"}
    for operations in described["paths"].values():
        assert list(operations) == ["get"]
        operation = operations["get"]
        assert operation["summary"]
        assert operation["description"]
        assert {"200", "304", "400", "500"} <= set(operation["responses"])
        for parameter in operation["parameters"]:
            assert parameter["description"]
            assert parameter["example"]


def test_every_example_of_the_description_is_answered(app):
    for path, operations in call(app, "/openapi.json").json()["paths"].items():
        examples = {
            one["name"]: one["example"][0] if isinstance(one["example"], list) else one["example"]
            for one in operations["get"]["parameters"]
        }
        stretch = {name: examples.pop(name) for name in ("from", "to") if name in examples and "date" in examples}
        others = {name: value for name, value in examples.items() if name not in ("date", "trail")}
        for asked in (examples, others | stretch):
            assert call(app, f"{path}?{urlencode(asked)}").status == 200


def test_answers_have_tags_by_content():
    assert Answer.of(b"a").tag == Answer.of(b"a").tag != Answer.of(b"b").tag


def test_it_answers_beside_the_page(server, record):
    ask = urllib.request.Request(f"{server}/api/state.json?date=2024-04-17", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(ask, timeout=10) as reply:
        assert reply.headers["Content-Encoding"] == "gzip"
        told = json.loads(gzip.decompress(reply.read()))
    assert told["alliances"] == as_of(date(2024, 4, 17), record).as_json()["alliances"]
    with urllib.request.urlopen(f"{server}/api/feed.atom", timeout=10) as reply:
        assert f'href="{server}/?event='.encode() in reply.read()
    with urllib.request.urlopen(f"{server}/api", timeout=10) as reply:
        assert reply.url == f"{server}/api/openapi.json"
        assert json.loads(reply.read())["servers"] == [{"url": f"{server}/api"}]
    head = urllib.request.Request(f"{server}/api/events.geojson", method="HEAD")
    with urllib.request.urlopen(head, timeout=10) as reply:
        assert int(reply.headers["Content-Length"]) > 100_000
        assert reply.read() == b""
    for path, method, status in (("/api/nothing", "GET", 404), ("/api/state.json", "DELETE", 405)):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(server + path, method=method), timeout=10)
        assert (refused.value.code, refused.value.headers["Content-Type"]) == (status, "application/problem+json")
        refused.value.close()


def test_the_page_may_be_served_under_a_path(record):
    (bare, mounted) = service.routes("/atlas-of-ours", record, own_history(), lambda: choices)
    assert (bare.path, mounted.path) == ("/atlas-of-ours/api", "/atlas-of-ours/api")
    reply = call(mounted.app, "/feed.atom?lang=fr", root="/atlas-of-ours/api")
    assert (
        b'rel="self" type="application/atom+xml" href="http://atlas.example/atlas-of-ours/api/feed.atom' in reply.body
    )
    assert b'href="http://atlas.example/atlas-of-ours/?event=' in reply.body


def test_under_a_path_the_assets_are_where_their_addresses_say(monkeypatch):
    monkeypatch.setattr(assets.config, "get_option", lambda _: "/atlas-of-ours/")
    made = site().assets
    served = assets.routes(made)
    for asset in made.all():
        assert asset.address.startswith("/atlas-of-ours/atlas/")
        asked = {"type": "http", "method": "GET", "path": asset.address}
        assert Match.FULL in [route.matches(asked)[0] for route in served]

"""Files to take away over HTTP: the same bytes as the command writes, named so that they tell what they are."""

import asyncio
import csv
import hashlib
import io
import threading
import xml.etree.ElementTree
from datetime import date

import openpyxl
import pytest
from calling import ask, call, run
from PIL import Image

from dashboard.api import service
from dashboard.api.service import build
from dashboard.export import FORMATS, Order, picture
from dashboard.filters import Period
from dashboard.map.basemaps import CHOICES
from dashboard.view import Choices, View
from geodata.columns import TABLES
from geodata.history import own_history
from geodata.record import own_record

RECORD = own_record()
choices = Choices.of(RECORD, date(2026, 8, 1), CHOICES)
DAY = date(2024, 8, 5)


@pytest.fixture(scope="module")
def app():
    return build(RECORD, own_history(), lambda: choices)


def made(suffix, view, period, table=None, **more):
    return FORMATS[suffix].make(Order(view, RECORD, choices, period, table, **more))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".geojson", ".parquet"])
@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_what_the_command_writes(app, table, suffix):
    reply = call(app, f"/{table}{suffix}?country=NER&from=2023&to=2024-06")
    period = Period.between(date(2023, 1, 1), date(2024, 6, 30))
    assert reply.body == made(suffix, View(DAY, country=("NER",)), period, table)
    assert reply.headers["content-type"].startswith(FORMATS[suffix].media_type)
    name = f"sahel-atlas-{table}-from-2023-01-01-to-2024-06-30{suffix}"
    assert reply.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_with_a_date_it_is_what_the_page_shows_on_it(app):
    reply = call(app, "/bases.csv?date=2024-08-05&force=USA")
    view = View(DAY, force=("USA",))
    assert reply.body == made(".csv", view, Period.of(view), "bases")
    assert "sahel-atlas-bases-2024-08-05.csv" in reply.headers["content-disposition"]
    short = call(app, "/events.csv?date=2024-08-05&trail=3m").body
    assert 0 < len(rows(short)) < len(rows(call(app, "/events.csv?date=2024-08-05").body)) < len(RECORD.events)


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_without_anything_it_is_the_whole_record(app):
    reply = call(app, "/events.csv")
    assert [row["id"] for row in rows(reply.body)] == [event.id for event in RECORD.events]
    assert "sahel-atlas-events-2026-07-02.csv" in reply.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(call(app, "/atlas.xlsx").body))
    assert book.sheetnames == ["About", *TABLES]


def test_one_language_leaves_out_the_columns_of_the_other(app):
    header = list(rows(call(app, "/bases.csv?lang=fr").body)[0])
    assert "name_fr" in header
    assert not [name for name in header if name.endswith("_en")]
    told = openpyxl.load_workbook(io.BytesIO(call(app, "/bases.xlsx?lang=fr").body))["About"]
    assert not [row for row in told.iter_rows(values_only=True) if row[1] == "name_en"]


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_picture_is_what_the_command_draws(app, suffix):
    asked = "date=2024-08-05&force=USA&trail=3m&lang=fr&event=us-leaves-air-base-201-2024&size=preview"
    reply = call(app, f"/map{suffix}?{asked}")
    view = View(DAY, force=("USA",), trail="3m", lang="fr", event="us-leaves-air-base-201-2024")
    assert reply.body == made(suffix, view, Period.of(view), size="preview")
    assert reply.headers["content-disposition"] == f'inline; filename="sahel-atlas-map-2024-08-05{suffix}"'
    assert reply.headers["content-type"] == FORMATS[suffix].media_type


def test_the_atlas_in_one_file_opens_on_the_view(app):
    reply = call(app, "/atlas.html?date=2024-08-05&force=USA&lang=fr")
    assert reply.headers["content-disposition"] == 'attachment; filename="sahel-atlas-2024-08-05.html"'
    assert b"date=2024-08-05&amp;force=USA" in reply.body
    assert b"5 ao\xc3\xbbt 2024" in reply.body
    moved = call(app, "/atlas.html?date=2024-08-05&zoom=6.25&lat=14.5&lon=3.5")
    assert b"zoom=6.25&amp;lat=14.5&amp;lon=3.5" in moved.body


@pytest.mark.parametrize("asked", ["zoom=6", "zoom=99&lat=14&lon=2", "zoom=6&lat=high&lon=2"])
def test_a_place_off_the_map_is_answered_with_what_to_mend(app, asked):
    reply = call(app, f"/atlas.html?{asked}")
    assert reply.status == 422
    assert reply.headers["content-type"] == "application/problem+json"


def test_a_picture_of_an_event_alone_is_of_its_day(app):
    reply = call(app, "/map.png?event=us-leaves-air-base-201-2024&size=preview")
    assert "map-2024-08-05.png" in reply.headers["content-disposition"]
    assert Image.open(io.BytesIO(reply.body)).size == (1200, 630)


def test_the_pages_own_address_will_do_for_a_picture(app):
    asked = "size=preview&date=2024-08-05"
    moved = call(app, f"/map.png?{asked}&basemap=osm&zoom=7&lat=16.97&lon=8.01")
    assert moved.body == call(app, f"/map.png?{asked}").body


def test_whatever_is_searched_for_an_svg_is_one(app):
    reply = call(app, "/map.svg?size=preview&q=%06%3C/text%3E%3Cscript%3Ealert(1)%3C/script%3E%26%0c")
    tree = xml.etree.ElementTree.fromstring(reply.body)
    assert not [one for one in tree.iter() if "script" in one.tag]
    assert "<script>alert(1)</script>" in "".join(tree.itertext())


@pytest.mark.parametrize("path", ["/events.csv?date=2024-08-05", "/forces.xlsx?from=2024", "/map.png?date=2024-08-05"])
def test_manners(app, path):
    whole = call(app, path)
    head = call(app, path, "HEAD")
    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")
    assert whole.headers["cache-control"] == "public, max-age=3600"
    assert whole.headers["etag"] == f'W/"{hashlib.sha256(whole.body).hexdigest()[:16]}"'
    known = call(app, path, if_none_match=whole.headers["etag"])
    assert (known.status, known.body) == (304, b"")
    assert call(app, path, "DELETE").status == 405


def test_what_does_not_shrink_is_sent_as_it_is(app):
    picture, table = (
        call(app, f"/{path}?date=2024-08-05", accept_encoding="gzip") for path in ("map.png", "events.csv")
    )
    assert "content-encoding" not in picture.headers
    assert picture.body.startswith(b"\x89PNG")
    assert table.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/bases.csv?kind=coup", 400, "is not a parameter of this address"),
        ("/events.csv?date=2024-08-05&from=2024", 422, "give the one or the other"),
        ("/events.csv?trail=3m", 422, "give date as well"),
        ("/map.png?size=huge", 422, "use one of: preview, print, projector"),
        ("/map.png?event=never-2024", 422, "take one from events.csv"),
        ("/map.png?zom=5", 400, "is not a parameter of this address"),
        ("/map.jpg", 404, "did you mean 'map.png'?"),
        ("/evnts.csv", 404, "did you mean 'events.csv'?"),
    ],
)
def test_what_cannot_be_followed_is_told_with_what_would(app, path, status, detail):
    reply = call(app, path)
    assert (reply.status, reply.headers["content-type"]) == (status, "application/problem+json")
    assert detail in reply.json()["detail"]


def test_pictures_are_drawn_one_at_a_time_and_few_may_wait(monkeypatch):
    go_on, drawing, most = threading.Event(), [], []

    def draw(view, *_):
        drawing.append(view)
        most.append(len(drawing))
        go_on.wait(30)
        drawing.remove(view)
        return str(view.date).encode()

    monkeypatch.setattr(picture, "picture", draw)
    app = build(RECORD, own_history(), lambda: choices)

    async def crowd():
        asked = [f"/map.png?date=2024-08-{day:02}" for day in range(1, service.QUEUE + 4)]
        waiting = [asyncio.create_task(ask(app, path)) for path in asked]
        while sum(one.done() for one in waiting) < 2:
            await asyncio.sleep(0.01)
        same = asyncio.create_task(ask(app, asked[0]))
        table = await ask(app, "/bases.csv")
        go_on.set()
        return await asyncio.gather(*waiting), await same, table, await ask(app, asked[-1])

    replies, same, table, later = run(crowd())
    assert [reply.status for reply in replies] == [200] * (service.QUEUE + 1) + [503] * 2
    assert max(most) == 1
    assert table.status == 200, "tables do not wait for pictures"
    assert same.body == replies[0].body, "one more who asks for the same is no one more to wait for"
    assert later.status == 200
    refused = replies[-1]
    assert (refused.headers["retry-after"], refused.headers["content-type"]) == ("5", "application/problem+json")
    assert refused.headers["cache-control"] == "no-store"
    assert refused.json()["detail"] == "Too many pictures and files are being made. Ask again in 5 seconds."

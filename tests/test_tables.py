"""The tables that people take away: read back, they are the record."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import geopandas
import openpyxl
import pandas
import pytest
from geopandas.testing import assert_geodataframe_equal

from dashboard.export import FORMATS, Order
from dashboard.export.tables import FORMULA, harmless, tables
from dashboard.filters import EVER, Period, chosen
from dashboard.view import Choices, View
from geodata import rows
from geodata.columns import TABLES, columns
from geodata.dates import PartialDate
from geodata.frames import load
from geodata.record import own_record
from geodata.records import Text

TODAY = date(2026, 7, 2)
RECORD = own_record()
VIEW = View(date(2024, 8, 5))
HOSTILE = ["=1+1", "+CMD|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example")', "＝1"]


def made(suffix, table=None, view=VIEW, period=EVER, record=RECORD):
    order = Order(view, record, Choices.of(record, TODAY, ("atlas",)), period, table)
    return FORMATS[suffix].make(order)


def as_text(value):
    """Return a frame's value as a cell of a .csv writes it."""
    if isinstance(value, tuple):
        return " | ".join(value)
    if value is None or value != value:
        return ""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def csv_rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described_in_both_languages_and_stands_in_order(table):
    frame = getattr(load(), table)
    named = [*([frame.index.name] if frame.index.name else []), *frame.columns]
    assert named == [*columns(table), "geometry"]
    assert all(text.en != text.fr for text in columns(table).values())


def test_rows_hold_no_column_that_the_guide_leaves_out():
    names = rows.Names.of(RECORD, {})
    force = RECORD.forces[0]
    assert list(rows.event_row(RECORD.events[0], names)) == list(columns("events"))
    assert list(rows.membership_row(RECORD.memberships[0], names)) == list(columns("memberships"))
    assert list(rows.base_row(RECORD.bases[0], names)) == list(columns("bases"))
    assert list(rows.force_row(force, force.hosts[0], names)) == list(columns("forces"))


@pytest.mark.parametrize("table", TABLES)
def test_csv_comes_back_as_the_record(table):
    content = made(".csv", table)
    assert content.startswith(b"\xef\xbb\xbf")
    frame = getattr(load(), table)
    frame = frame.reset_index() if frame.index.name else frame
    rows = csv_rows(content)
    assert len(rows) == len(frame)
    for row, known in zip(rows, frame.drop(columns="geometry").to_dict("records"), strict=True):
        assert row == {name: as_text(value) for name, value in known.items()}


def test_csv_keeps_numbers_as_numbers_and_french_as_french():
    frame = pandas.read_csv(io.BytesIO(made(".csv", "events")))
    assert frame["lon"].dtype == frame["lat"].dtype == "float64"
    assert (frame["lon"] < 0).any()
    assert list(frame["title_fr"]) == [event.title.fr for event in RECORD.events]


@pytest.mark.parametrize("table", TABLES)
def test_geojson_comes_back_as_the_record(table):
    content = made(".geojson", table)
    frame = geopandas.read_file(io.BytesIO(content))
    known = getattr(load(), table)
    assert frame.crs == "EPSG:4326"
    assert len(frame) == len(known)
    assert frame.geometry.normalize().geom_equals_exact(known.geometry.normalize().reset_index(drop=True), 1e-9).all()
    collection = json.loads(content)
    assert collection["about"]["version"] == RECORD.version
    first = collection["features"][0]["properties"]
    assert first["source_urls"] == list(known.iloc[0]["source_urls"])
    assert first["first_day"] == str(known.iloc[0]["first_day"])


@pytest.mark.parametrize("table", TABLES)
def test_parquet_comes_back_as_the_record(table):
    frame = geopandas.read_parquet(io.BytesIO(made(".parquet", table)))
    assert frame.crs == "EPSG:4326"
    assert frame.attrs["version"] == RECORD.version
    assert frame.attrs["licence"].startswith("CC BY 4.0")
    known = getattr(load(), table)
    lists = [name for name in known if isinstance(known[name].iloc[0], tuple)]
    for name in lists:
        frame[name] = frame[name].map(tuple)
    assert_geodataframe_equal(frame, known, check_dtype=False)


def test_xlsx_comes_back_as_the_record():
    book = openpyxl.load_workbook(io.BytesIO(made(".xlsx")))
    assert book.sheetnames == ["About", *TABLES]
    frames = load()
    for table in TABLES:
        sheet = book[table]
        assert sheet.freeze_panes == "B2"
        assert [cell.value for cell in sheet[1]] == list(columns(table))
        assert sheet.max_row == len(getattr(frames, table)) + 1
    header = {cell.value: cell.column - 1 for cell in book["events"][1]}
    for row, event in zip(book["events"].iter_rows(min_row=2), RECORD.events, strict=True):
        day = event.date
        written = datetime(day.year, day.month, day.day) if day.month and day.day else str(day)
        assert row[header["date"]].value == written
        assert row[header["id"]].value == event.id
        assert row[header["lon"]].value == event.place.lon
        assert row[header["source_urls"]].value == " | ".join(source.url for source in event.sources)
        assert row[header["source_urls"]].hyperlink is None
    assert {event.date.precision for event in RECORD.events} >= {"day", "month"}


def test_xlsx_tells_about_itself():
    book = openpyxl.load_workbook(io.BytesIO(made(".xlsx", view=VIEW.with_(force=("USA",)))))
    told = [[cell for cell in row if cell] for row in book["About"].iter_rows(values_only=True)]
    text = "\n".join(str(cell) for row in told for cell in row)
    assert RECORD.version in text
    assert "2026-07-02" in text
    assert "CC BY 4.0" in text
    assert "force=USA" in text
    for table in TABLES:
        for name, text in columns(table).items():
            assert [table, name, text.en, text.fr] in told


@pytest.mark.parametrize("title", HOSTILE)
def test_no_text_becomes_a_formula(title):
    event = RECORD.events[0].model_copy(update={"title": Text.model_construct(en=title, fr=title)})
    record = replace(RECORD, events=(event,))
    cell = csv_rows(made(".csv", "events", record=record))[0]["title_en"]
    assert cell == f"'{title}"
    sheet = openpyxl.load_workbook(io.BytesIO(made(".xlsx", record=record)))["events"]
    position = list(columns("events")).index("title_en")
    assert sheet[2][position].data_type == "s"
    assert sheet[2][position].value.endswith(title.strip())
    assert sheet[2][position].hyperlink is None


def test_no_cell_and_no_header_of_the_record_begins_like_a_formula():
    for table in TABLES:
        rows = list(csv.reader(io.StringIO(made(".csv", table).decode("utf-8-sig"), newline="")))
        signs = [cell for row in rows for cell in row if FORMULA.match(cell)]
        assert all(float(cell) < 0 for cell in signs)
    assert harmless("plain") == "plain"


def test_the_same_order_gives_the_same_bytes():
    for suffix in (".csv", ".xlsx", ".geojson", ".parquet"):
        assert made(suffix) == made(suffix)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".geojson", ".parquet"])
@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_rows_keeps_its_columns(suffix, table):
    content = made(suffix, table, period=Period.between(date(1800, 1, 1), date(1800, 1, 2)))
    if suffix == ".csv":
        assert content.decode("utf-8-sig").strip().split(",") == list(columns(table))
    elif suffix == ".xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content))[table]
        assert [cell.value for cell in sheet[1]] == list(columns(table))
    elif suffix == ".parquet":
        frame = geopandas.read_parquet(io.BytesIO(content))
        assert len(frame) == 0
        assert frame.crs == "EPSG:4326"
    else:
        assert json.loads(content)["features"] == []


# What passes: hand-picked records.

HANDOVER, CHARTER = "us-leaves-air-base-201-2024", "aes-charter-2023"
AB201 = "niger-ab201-agadez-us"


def ids(things):
    return {one.id for one in things}


@pytest.mark.parametrize(
    ("filters", "passing", "failing"),
    [
        ({"alliance": ("AES",)}, CHARTER, "mali-coup-toure-ousted-2012"),
        ({"force": ("USA",)}, HANDOVER, CHARTER),
        ({"force": ("FRA", "USA")}, HANDOVER, CHARTER),
        ({"kind": ("base-closed",)}, HANDOVER, CHARTER),
        ({"country": ("NER",)}, HANDOVER, "mali-coup-toure-ousted-2012"),
        ({"country": ("NER",), "kind": ("coup",)}, "niger-coup-2023", HANDOVER),
        ({"q": "liptako charte"}, CHARTER, HANDOVER),
    ],
)
def test_events_pass_as_on_the_page(filters, passing, failing):
    found = ids(chosen(RECORD, VIEW.with_(**filters), EVER).events)
    assert passing in found
    assert failing not in found


def test_a_period_holds_both_its_days():
    day = date(2024, 8, 5)
    assert HANDOVER in ids(chosen(RECORD, VIEW, Period.between(day, day)).events)
    assert HANDOVER not in ids(chosen(RECORD, VIEW, Period.between(date(2024, 8, 6), None)).events)
    assert HANDOVER not in ids(chosen(RECORD, VIEW, Period.between(None, date(2024, 8, 4))).events)


def test_what_lasts_is_half_open():
    assert AB201 in ids(chosen(RECORD, VIEW, Period.between(date(2024, 8, 4), date(2024, 8, 9))).bases)
    assert AB201 not in ids(chosen(RECORD, VIEW, Period.between(date(2024, 8, 5), None)).bases)
    assert AB201 in ids(chosen(RECORD, VIEW, Period.between(None, date(2016, 4, 19))).bases)
    assert AB201 not in ids(chosen(RECORD, VIEW, Period.between(None, date(2016, 4, 18))).bases)


def test_bases_and_forces_are_asked_for_operator_and_host_only():
    russian = chosen(RECORD, VIEW.with_(force=("RUS",), country=("MLI",), kind=("coup",), q="nothing"), EVER)
    assert {base.operator for base in russian.bases} == {"RUS"}
    assert {base.host for base in russian.bases} == {"MLI"}
    assert {host.country for force in russian.forces for host in force.hosts} == {"MLI"}
    assert russian.events == ()


def test_memberships_are_asked_for_alliance_and_country():
    aes = chosen(RECORD, VIEW.with_(alliance=("AES",), country=("NER",), force=("USA",)), EVER).memberships
    assert {(one.alliance, one.country) for one in aes} == {("AES", "NER")}


@pytest.mark.parametrize("day", [date(2013, 2, 1), date(2020, 5, 5), date(2024, 4, 17), date(2026, 1, 1)])
def test_a_views_own_period_is_its_trail_and_its_day(chronicle, day):
    view = View(day, trail="3m")
    found = chosen(RECORD, view, Period.of(view))
    state = chronicle.as_of(day)
    assert ids(found.bases) == ids(state.bases)
    assert {(force.id, host.country) for force in found.forces for host in force.hosts} == {
        (force.id, country) for force in state.forces for country in force.hosts_on(day)
    }
    assert ids(found.events) == ids(chronicle.events_between(view.trail_begins - timedelta(days=1), day))
    for one in found.memberships:
        assert state.alliances[one.alliance].status_of(one.country) is not None


def test_forces_are_dated_by_their_stay_in_each_host():
    frame = tables(VIEW, RECORD, EVER)["forces"]
    stays = [(force, host) for force in RECORD.forces for host in force.hosts if host.end]
    assert stays
    for force, host in stays:
        row = frame[(frame["force"] == force.id) & (frame["host"] == host.country) & (frame["end"] == str(host.end))]
        assert len(row) >= 1
        assert PartialDate.parse(row.iloc[0]["end"]).first == row.iloc[0]["end_day"]

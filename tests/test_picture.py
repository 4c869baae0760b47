"""The map as a picture: it shows the state of its date, in both languages, and nothing is hidden silently."""

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree

import geopandas
import numpy
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font
from matplotlib.image import imread

from dashboard import shown
from dashboard.export import marks
from dashboard.export.land import land
from dashboard.export.layout import LAYOUTS
from dashboard.export.lettering import font, shortened, width, wrapped
from dashboard.export.marks import operator
from dashboard.export.picture import _draw, picture
from dashboard.export.picture_page import draw_page
from dashboard.export.seats import Box, Ground
from dashboard.export.signs import signs
from dashboard.map.palette import fades, mixed, palette
from dashboard.view import OPERATORS, View
from dashboard.wording import Wording
from geodata.frames import CRS
from geodata.record import own_record
from geodata.records import Text
from geodata.state import chronicle_of

RECORD = own_record()
HANDOVER = date(2024, 8, 5)
EVENT = "us-leaves-air-base-201-2024"
QUIET = {"trail": "3m", "q": "no event has these words"}


def dots(view, size="preview"):
    """Return a picture's dots: rows from the top, red, green and blue from 0 to 1."""
    return imread(io.BytesIO(picture(view, RECORD, "png", size)))[..., :3]


def around(image, lon, lat, size="preview", reach=5):
    """Return the dots around a place."""
    layout = LAYOUTS[size]
    x, y = land(layout.map).on_page(geopandas.GeoSeries.from_xy([lon], [lat], crs=CRS))[0] * layout.dpi / 72
    row, column = int(image.shape[0] - y), int(x)
    return image[row - reach : row + reach, column - reach : column + reach].reshape(-1, 3)


def share(found, name):
    """Return which share of dots has a colour of the palette."""
    return (numpy.abs(found - mixed(palette()[name], "#000", 1)).max(axis=1) < 0.02).mean()


def words(view, size="projector", record=RECORD):
    """Return the words of an .svg."""
    root = ElementTree.fromstring(picture(view, record, "svg", size))
    return [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize(
    ("size", "wide", "high"), [("projector", 1920, 1080), ("print", 3508, 2480), ("preview", 1200, 630)]
)
def test_sizes(size, wide, high):
    image = dots(View(HANDOVER), size)
    assert image.shape == (high, wide, 3)
    assert len(numpy.unique((image * 255).astype(int).reshape(-1, 3)[::97], axis=0)) > 40


@pytest.mark.parametrize("place", [(-4.5, 20.5), (12.0, 18.5)], ids=["Mali", "Niger"])
def test_mali_and_niger_change_colour_when_the_aes_is_founded(place):
    founding = RECORD.event_by_id["aes-charter-2023"].date.first
    before = around(dots(View(founding - timedelta(days=1), **QUIET)), *place)
    after = around(dots(View(founding, **QUIET)), *place)
    assert share(before, "aes") == 0
    assert share(after, "aes") > 0.4


def test_a_suspended_member_is_hatched_and_a_full_one_is_not():
    image = dots(View(HANDOVER, **QUIET))
    guinea, nigeria = around(image, -11.8, 11.2, reach=7), around(image, 8.0, 9.2, reach=3)
    assert share(guinea, "hatch-ecowas") > 0.02
    assert share(guinea, "land") > 0.2
    assert share(nigeria, "ecowas") == 1


def test_the_sea_is_sea_and_countries_without_an_alliance_are_land():
    image = dots(View(HANDOVER, **QUIET))
    assert share(around(image, -16.0, 5.0), "sea") == 1
    assert share(around(image, 2.0, 25.0), "land") == 1


def test_a_base_is_filled_until_the_hand_over_and_hollow_after_it():
    agadez = RECORD.bases[0]
    assert agadez.id == "niger-ab201-agadez-us"
    view = View(HANDOVER, force=("USA",), country=("NER",), **QUIET)
    seat = [around(dots(view.with_(date=day)), agadez.lon, agadez.lat, reach=9) for day in (date(2024, 8, 4), HANDOVER)]
    assert share(seat[0], "usa") > 0.4
    assert share(seat[1], "usa") < 0.25


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("size", LAYOUTS)
def test_the_svg_says_date_event_and_source_in_its_language(lang, size):
    say = Wording(lang)
    said = " ".join(" ".join(words(View(HANDOVER, lang=lang, event=EVENT), size)).split())
    assert {"en": "5 August 2024", "fr": "5 août 2024"}[lang] in said
    assert " ".join(say.text(RECORD.event_by_id[EVENT].title).split()) in said
    assert " ".join(say("map.credit").split()) in said
    assert RECORD.version in said
    assert {"en": "2 July 2026", "fr": "2 juillet 2026"}[lang] in said
    assert "CC BY 4.0" in said
    assert " ".join(say("map.status_member", alliance="AES").split()) in said


def test_filters_and_address_are_said():
    view = View(HANDOVER, force=("RUS",), kind=("coup",), country=("NER",), q="Niamey", trail="all")
    said = " ".join(words(view))
    assert "Only: Russia, Coup, Niger, “Niamey”" in said
    with_address = picture(view, RECORD, "svg", "projector", "https://atlas.example/?date=2024-08-05").decode()
    assert "https://atlas.example/?date=2024-08-05" in with_address


def test_an_event_to_come_is_not_told():
    assert RECORD.event_by_id[EVENT].title.en not in " ".join(words(View(date(2024, 8, 4), event=EVENT)))


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_view_gives_the_same_bytes(form):
    assert _draw(View(HANDOVER), RECORD, form, "preview", None) == _draw(View(HANDOVER), RECORD, form, "preview", None)


def test_a_picture_is_drawn_once():
    assert picture(View(HANDOVER), RECORD, "png") is picture(View(HANDOVER, basemap="osm"), RECORD, "png")
    assert picture(View(HANDOVER), RECORD, "png") is not picture(View(HANDOVER, lang="fr"), RECORD, "png")


def test_many_at_once_are_as_one():
    days = [date(2024, month, 1) for month in range(1, 9)] * 2
    with ThreadPoolExecutor(8) as threads:
        drawn = list(threads.map(lambda day: picture(View(day, **QUIET), RECORD, "png", "preview"), days))
    assert drawn[:8] == drawn[8:]
    assert len(set(drawn)) > 1


def test_pyplot_is_not_needed():
    code = (
        "import sys, datetime; from dashboard.export.picture import picture; from dashboard.view import View;"
        "from geodata.record import own_record;"
        "picture(View(datetime.date(2024, 8, 5)), own_record(), 'png', 'preview');"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_hostile_title_is_only_text():
    title = "$\\frac{1}{0}$ <script>alert(1)</script> & " + "x" * 300
    event = RECORD.event_by_id[EVENT].model_copy(update={"title": Text.model_construct(en=title, fr=title)})
    record = replace(RECORD, events=tuple(event if one.id == EVENT else one for one in RECORD.events))
    said = words(View(HANDOVER, event=EVENT), record=record)
    assert "$\\frac{1}{0}$ <script>alert(1)</script> & xxx" in " ".join(said)
    assert all(width(line, 10) <= LAYOUTS["projector"].width for line in said)


# What the map shows, and where.


@pytest.mark.parametrize("day", [date(2012, 5, 1), date(2021, 6, 1), date(2023, 10, 1), HANDOVER, date(2025, 6, 1)])
def test_fills_agree_with_the_state_on_the_day(day):
    state = chronicle_of(RECORD).as_of(day)
    for country, fill in shown.fills(RECORD, View(day)).items():
        if fill.alliance:
            assert fill.status == state.alliances[fill.alliance].status_of(country)
        if fill.hatch:
            assert fill.hatch_status == state.alliances[fill.hatch].status_of(country)
    for country in state.alliances["AES"].members:
        assert shown.fills(RECORD, View(day))[country].alliance == "AES"


def test_a_chosen_alliance_alone_fills_the_map():
    fills = shown.fills(RECORD, View(HANDOVER, alliance=("UEMOA",)))
    assert {fill.alliance for fill in fills.values()} == {"UEMOA", None}


def test_open_bases_are_those_of_the_state():
    for day in (date(2014, 1, 1), date(2022, 3, 3), HANDOVER):
        present = {base.id for base in chronicle_of(RECORD).as_of(day).bases}
        assert {base.id for base in RECORD.bases if shown.phase(base, day, 0) is not None} == present


def test_a_closed_base_leaves_with_the_trail():
    base = RECORD.bases[0]
    assert shown.phase(base, HANDOVER - timedelta(1), 92) == "open"
    assert shown.phase(base, HANDOVER, 92) == "closed"
    assert shown.phase(base, HANDOVER + timedelta(91), 92) == "closed"
    assert shown.phase(base, HANDOVER + timedelta(92), 92) is None
    assert shown.phase(base, date(2026, 1, 1), None) == "closed"


@pytest.mark.parametrize("size", LAYOUTS)
@pytest.mark.parametrize("trail", ["12m", "all"])
def test_no_symbol_stands_on_another_and_all_are_drawn_or_counted(size, trail, monkeypatch):
    layout, drawn, counts = LAYOUTS[size], [], []
    monkeypatch.setattr(marks, "draw", lambda _, symbol, x, y, __: drawn.append((symbol, x, y)))
    monkeypatch.setattr(marks, "more", lambda _, count, x, y, *__: counts.append((count, x, y)))
    view = View(date(2026, 7, 2), trail=trail)
    draw_page(Figure(), layout, view, RECORD, None)
    ranked, rest = shown.symbols(RECORD, view)
    assert rest == []
    places = land(layout.map).on_page(
        geopandas.GeoSeries.from_xy([one.lon for one in ranked], [one.lat for one in ranked], crs=CRS)
    )
    on_map = sum(layout.map.holds(Box(x, y, x, y)) for x, y in places)
    counts = [(count, x, y) for count, x, y in counts if layout.map.holds(Box(x, y, x, y))]  # not the legend's
    assert len(drawn) + sum(count for count, *_ in counts) == on_map > 40
    stand = [(x, y) for symbol, x, y in drawn if symbol.type != "capital" or symbol.aes]
    stand += [(x, y) for _, x, y in counts]
    least = min(numpy.hypot(a - c, b - d) for (a, b), (c, d) in combinations(stand, 2))
    assert least > layout.symbol * 0.85


def test_a_large_record_is_counted(monkeypatch):
    monkeypatch.setattr(shown, "CROWD", 20)
    ranked, rest = shown.symbols(RECORD, View(date(2026, 7, 2), trail="all"))
    assert sum(symbol.type == "event" for symbol in ranked) == 20
    assert len(rest) == len(RECORD.events) - 20
    drawn = words(View(date(2026, 7, 2), trail="all"), record=replace(RECORD))
    assert any(re.fullmatch(r"\+\d{2,}", line) for line in drawn)


def test_a_seat_is_taken_once_and_lies_within_bounds():
    ground = Ground(Box(0, 0, 100, 100), 10)
    seats = [ground.seat(5, 50, 10, 2) for _ in range(19)]
    taken = [seat for seat in seats if seat]
    assert len(set(taken)) == len(taken) > 5
    assert all(x > 4 and y > 4 for x, y in taken)
    assert None in seats


# Colours and signs have their home in the browser's files.


def test_every_colour_and_sign_that_is_asked_for_is_there():
    assert palette()["aes"] == "#e79b6d"
    assert len(fades()) == shown.AGES
    assert list(fades()) == sorted(fades(), reverse=True)
    assert {kind.id for kind in RECORD.kinds} <= set(signs())
    assert len({operator(group) for group in (*OPERATORS, "OTHER")}) == len(OPERATORS) + 1
    for name, sign in signs().items():
        assert numpy.abs(sign.vertices).max() <= 1.0, name


def test_arcs_are_read_as_circles():
    ring = signs()["sanction"].vertices[:49]
    assert numpy.hypot(*ring.T) == pytest.approx(0.55)


def test_letters_are_measured_and_wrapped():
    lines = wrapped("Accord de défense du Liptako-Gourma – 2023", 12, 100)
    assert " ".join(lines) == "Accord de défense du Liptako-Gourma – 2023"
    assert all(width(line, 12) <= 100 for line in lines)
    assert "".join(wrapped("x" * 90, 12, 100)) == "x" * 90
    assert shortened(["a", "b", "c"], 2) == ["a", "b …"]


@pytest.mark.parametrize("letters", ["é è ê ç œ É À ’ « » – — … ≈ ≥ ≤"])
def test_the_font_has_the_letters_of_both_languages(letters):
    known = FT2Font(findfont(font(10))).get_charmap()
    assert [letter for letter in letters.replace(" ", "") if ord(letter) not in known] == []

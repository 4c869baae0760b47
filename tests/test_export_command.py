"""`sahel-atlas export`: every format end to end, kind words for what does not fit, and files whole or not at all."""

import json
import os
from datetime import date

import geopandas
import openpyxl
import pandas
import pytest
from typer.testing import CliRunner

from dashboard import export as exporting
from dashboard.cli import app
from dashboard.export import FORMATS, Order, export, writing
from dashboard.export.writing import write_whole
from dashboard.view import Choices, View
from geodata.record import own_record

RECORD = own_record()


def run(*arguments):
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_written_whole(tmp_path, suffix):
    file = tmp_path / f"atlas{suffix}"
    result = run(file)
    assert result.exit_code == 0, result.output
    assert f"{file.stat().st_size:,} bytes" in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    begins = {".png": b"\x89PNG", ".pdf": b"%PDF", ".svg": b"<?xml", ".xlsx": b"PK", ".parquet": b"PAR1"}
    assert file.read_bytes().startswith(begins.get(suffix, b""))


def test_a_file_named_after_a_table_holds_it(tmp_path):
    assert run(tmp_path / "bases.csv").exit_code == 0
    assert len(pandas.read_csv(tmp_path / "bases.csv")) == len(RECORD.bases)
    assert run(tmp_path / "bases.parquet", "--table", "memberships").exit_code == 0
    assert len(geopandas.read_parquet(tmp_path / "bases.parquet")) == len(RECORD.memberships)
    assert run(tmp_path / "one.xlsx", "--table", "forces").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "one.xlsx").sheetnames == ["About", "forces"]


def test_filters_and_dates_choose_rows(tmp_path):
    file = tmp_path / "events.geojson"
    asked = ("--force", "USA", "--force", "FRA", "--country", "NER", "--from", "2024-08", "--to", "2024-08")
    assert run(file, *asked).exit_code == 0
    collection = json.loads(file.read_text())
    assert "us-leaves-air-base-201-2024" in [feature["id"] for feature in collection["features"]]
    assert all(feature["properties"]["date"].startswith("2024-08") for feature in collection["features"])
    assert "from=2024-08-01, to=2024-08-31" in collection["about"]["selection"]


def test_on_a_date_a_table_holds_what_the_page_shows(tmp_path, chronicle):
    day = date(2024, 8, 4)
    assert run(tmp_path / "bases.csv", "--date", day).exit_code == 0
    assert set(pandas.read_csv(tmp_path / "bases.csv")["id"]) == {base.id for base in chronicle.as_of(day).bases}
    assert run(tmp_path / "events.csv", "--date", day, "--trail", "3m").exit_code == 0
    dates = pandas.read_csv(tmp_path / "events.csv")["first_day"]
    assert dates.max() <= "2024-08-04"
    assert dates.min() >= "2024-05-05"


@pytest.mark.parametrize(("lang", "said"), [("en", "5 August 2024"), ("fr", "5 août 2024")])
def test_a_picture_of_an_event_is_of_its_day(tmp_path, lang, said):
    file = tmp_path / "map.svg"
    assert run(file, "--event", "us-leaves-air-base-201-2024", "--lang", lang).exit_code == 0
    assert said in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["map.doc"], "'.doc' is no format of the atlas; use one of: .csv, .geojson"),
        (["map.pgn"], "did you mean '.png'?"),
        (["e.csv", "--alliance", "aes"], "did you mean 'AES'?"),
        (["e.csv", "--kind", "coupe"], "did you mean 'coup'?"),
        (["e.csv", "--force", "CHN"], "use one of: EU, FRA, OTHER, RUS, UN, USA"),
        (["e.csv", "--country", "NEX"], "did you mean 'NER'?"),
        (["e.csv", "--table", "event"], "did you mean 'events'?"),
        (["e.csv", "--from", "2024-13"], "'2024-13' is not a date"),
        (["e.csv", "--from", "2025", "--to", "2024"], "give the earlier date first"),
        (["e.csv", "--date", "2024-01-01", "--to", "2024"], "give the one or the other"),
        (["e.csv", "--trail", "3m"], "give --date as well"),
        (["e.csv", "--size", "print"], "--size is for a picture"),
        (["e.csv", "--event", "niger-coup-2023"], "--event is for a picture"),
        (["e.csv", "--q", "x" * 81], "keep at most 80"),
        (["m.png", "--from", "2024"], "--from is for a table"),
        (["m.png", "--size", "huge"], "use one of: preview, print, projector"),
        (["m.png", "--lang", "de"], "use one of: en, fr"),
        (["m.png", "--trail", "13m"], "did you mean '3m'?"),
        (["m.png", "--date", "1999-01-01"], "lies outside the atlas"),
        (["m.png", "--date", "yesterday"], "'yesterday' is not a date"),
        (["m.png", "--event", "niger-coup-2024"], "did you mean 'niger-coup-2023'?"),
        (["m.png", "--event", "niger-coup-2023", "--date", "2023-07-25"], "give a later --date"),
        (["none/e.csv"], "cannot be written"),
    ],
)
def test_what_does_not_fit_is_answered_kindly(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_files_place_stays(tmp_path):
    (tmp_path / "e.csv").mkdir()
    result = run(tmp_path / "e.csv")
    assert result.exit_code == 2
    assert "cannot be written" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["e.csv"]


class FullDisk:
    """A file that takes a little and fails."""

    def __init__(self, file):
        self.file = file

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def write(self, content):
        self.file.write(content[: len(content) // 2])
        self.file.flush()
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("before", [None, b"what stood there"])
def test_a_write_that_fails_half_way_leaves_no_half_file(tmp_path, monkeypatch, before):
    file = tmp_path / "events.csv"
    if before:
        file.write_bytes(before)
    fdopen = os.fdopen
    monkeypatch.setattr(writing.os, "fdopen", lambda handle, mode: FullDisk(fdopen(handle, mode)))
    result = run(file)
    monkeypatch.undo()
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([before] if before else [])


@pytest.mark.parametrize("failure", [KeyboardInterrupt, MemoryError])
def test_an_interrupt_leaves_the_old_file_as_it_was(tmp_path, monkeypatch, failure):
    file = tmp_path / "events.csv"
    file.write_bytes(b"what stood there")

    def interrupted(*_):
        raise failure

    monkeypatch.setattr(writing.os, "fsync", interrupted)
    order = Order(View(date(2024, 8, 5)), RECORD, Choices.of(RECORD, date(2026, 7, 2), ("atlas",)))
    with pytest.raises(failure):
        export(file, order)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"what stood there"]


def test_a_file_is_replaced_with_its_rights(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_whole(tmp_path, "a.csv", b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    write_whole(tmp_path, "b.csv", b"new")
    (tmp_path / "c.csv").touch()
    assert (tmp_path / "b.csv").stat().st_mode == (tmp_path / "c.csv").stat().st_mode


@pytest.mark.parametrize("name", ["../out.csv", "/tmp/out.csv", "a/../../out.csv", "", ".."])
def test_a_name_cannot_lead_out_of_its_folder(tmp_path, name):
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(ValueError, match="leads out of"):
        write_whole(folder, name, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_formats_say_what_they_are():
    assert {form.shows for form in exporting.FORMATS.values()} == {"tables", "view"}
    assert all("/" in form.media_type for form in FORMATS.values())

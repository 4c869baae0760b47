"""Broken files of every sort: where, what and how to mend it, in one run and never a traceback."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app

GOOD = """events:
  - id: test-event-2024
    date: 2024-08-05
    kind: talks
    title: {en: A test, fr: Un essai}
    summary: {en: It happened., fr: C'est arrivé.}
    place: {name: {en: Niamey, fr: Niamey}, country: NER, lat: 13.51, lon: 2.11}
    countries: [NER]
    sources:
      - {publisher: Someone, url: "https://example.org/a"}
    confidence: high
"""
TWIN = GOOD.removeprefix("events:\n").replace("example.org/a", "example.org/b")

BROKEN = [
    ("syntax", GOOD.replace("{en: A test,", "{en: A test"), "5:", ["YAML"]),
    (
        "unknown field",
        GOOD.replace("summary:", "sumary:"),
        "6:5",
        ["unknown field 'sumary'", "did you mean 'summary'?"],
    ),
    ("missing field", GOOD.replace("    kind: talks\n", ""), "2:5", ["the field 'kind' is missing"]),
    ("unknown kind", GOOD.replace("talks", "talk"), "4:11", ["'talk'", "did you mean 'talks'?"]),
    ("unknown country", GOOD.replace("[NER]", "[NRE]"), "8:17", ["NRE"]),
    ("unknown organisation", GOOD.replace("    conf", "    organisations: [ECOWSA]\n    conf"), "11:21", ["ECOWAS"]),
    ("type", GOOD.replace("lat: 13.51", "lat: north"), "7:", ["place.lat", "must be a number"]),
    ("range", GOOD.replace("lat: 13.51", "lat: 113.51"), "7:", ["out of range", "at most 90"]),
    ("not a date", GOOD.replace("date: 2024-08-05", "date: 2024-02-30"), "3:11", ["2024-02-30"]),
    (
        "ends before it begins",
        GOOD.replace("    kind", "    until: 2024-08-01\n    kind"),
        "2:5",
        ["2024-08-01", "before", "swap or correct"],
    ),
    (
        "precision",
        GOOD.replace("    kind", "    precision: month\n    kind"),
        "2:5",
        ["precision is 'month'", "written to the day"],
    ),
    ("duplicate id", GOOD + TWIN, "12:9", ["test-event-2024"]),
    ("duplicate key", GOOD.replace("    kind: talks\n", "    kind: talks\n    kind: coup\n"), "5:5", ["kind"]),
    ("other country", GOOD.replace("lon: 2.11", "lon: 20.11"), "7:", ["NER"]),
    (
        "far from the place",
        GOOD.replace("lat: 13.51, lon: 2.11", "lat: 16.97, lon: 7.99"),
        "7:",
        ["Niamey", "km"],
    ),
    ("no address", GOOD.replace("https://example.org/a", "example.org/a"), "10:", ["http"]),
    ("no publisher", GOOD.replace("publisher: Someone, ", ""), "10:", ["publisher", "missing"]),
    (
        "no source",
        GOOD.replace('\n      - {publisher: Someone, url: "https://example.org/a"}', " []"),
        "9:",
        ["sources"],
    ),
    ("no translation", GOOD.replace("{en: A test, fr: Un essai}", "{en: A test}"), "5:12", ["no French (fr)"]),
    ("unknown reference", GOOD.replace("    conf", "    related: [nothing-2024]\n    conf"), "11:15", ["nothing-2024"]),
    ("a list at the top", "- id: x\n", "1:1", ["not a mapping"]),
    ("empty", "", "1:1", ["empty"]),
    ("not text", "\x00\x01", "1:1", []),
]


def check(tmp_path: Path, text: str):
    file = tmp_path / "events.yaml"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["check", str(file)])


@pytest.mark.parametrize(("text", "place", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_says_where_and_what_and_how_to_mend(tmp_path, text, place, words):
    result = check(tmp_path, text)
    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if f"events.yaml:{place}" in line]
    assert lines, result.output
    assert any(all(word in line for word in words) for line in lines), result.output
    assert all(";" in line for line in lines)
    assert "Traceback" not in result.output


def test_every_problem_in_one_run(tmp_path):
    broken = GOOD.replace(", fr: Un essai", "").replace("lat: 13.51", "lat: 113.51")
    broken = broken.replace("talks", "talk").replace("[NER]", "[NRE]")
    other = TWIN.replace("test-event", "other-event").replace(
        "    conf", "    related: [test-event-2024, gone-2024]\n    conf"
    )
    result = check(tmp_path, broken + other)
    assert result.exit_code == 1
    assert "unknown event 'test-event-2024'" not in result.output
    for record, word in (
        ("test", "no French"),
        ("test", "113.51"),
        ("test", "'talk'"),
        ("test", "NRE"),
        ("other", "gone"),
    ):
        assert re.search(rf":\d+:\d+: {record}-event-2024: .*{word}", result.output), (word, result.output)


def test_overlapping_memberships(tmp_path):
    file = tmp_path / "alliances.yaml"
    member = """  - id: aes-ner-{n}
    alliance: AES
    country: NER
    status: member
    from: 2023-09-16
    sources:
      - {{publisher: Someone, url: "https://example.org/{n}"}}
    confidence: high
"""
    head = """alliances:
  - id: AES
    name: {en: Alliance, fr: L'alliance}
    short: {en: AES, fr: L'AES}
memberships:
"""
    file.write_text(head + member.format(n=1) + member.format(n=2), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file)])
    assert result.exit_code == 1
    assert any("aes-ner-2" in line and "aes-ner-1" in line for line in result.output.splitlines()), result.output


def test_a_force_that_nobody_hosts(tmp_path):
    file = tmp_path / "forces.yaml"
    own = (Path(__file__).parents[1] / "geodata" / "forces.yaml").read_text(encoding="utf-8")
    alone = """
  - id: test-force
    name: {en: A test, fr: Un essai}
    operator: FRA
    hosts:
    - {country: NER, to: 2024-02-01}
    from: 2024-01-01
    to: 2024-03-01
    sources:
      - {publisher: Someone, url: "https://example.org/a"}
    confidence: high
    reviewed: 2024-09-01
"""
    file.write_text(own + alone, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file)])
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert any("test-force: nobody hosts it on 2024-02-01" in line for line in lines), result.output


def test_a_file_that_is_not_there():
    result = CliRunner().invoke(app, ["check", "nowhere.yaml"])
    assert result.exit_code == 1
    assert "nowhere.yaml:1:1" in result.output
    assert "Traceback" not in result.output


OWN = (Path(__file__).parents[1] / "events.yaml").read_text(encoding="utf-8")
"""All of it read again; what stands behind it is checked with it."""


def test_warns_of_a_record_that_nobody_else_has_read(tmp_path):
    read = TWIN.replace("test-event", "other-event").replace("    conf", "    reviewed: 2024-09-01\n    conf")
    result = check(tmp_path, OWN + GOOD.removeprefix("events:\n") + read.replace("org/b", "org/c"))
    assert result.exit_code == 0, result.output
    warnings = [line for line in result.output.splitlines() if line.startswith("warning: ")]
    assert len(warnings) == 1
    line = OWN.count("\n") + 1
    assert re.search(rf"events\.yaml:{line}:5: test-event-2024: nobody but its writer.*; .*reviewed:", warnings[0])


def test_many_warnings_are_counted(tmp_path):
    ones = [TWIN.replace("test-event", f"event-{n}").replace("org/b", f"org/{n}") for n in range(50)]
    result = check(tmp_path, OWN + "".join(ones))
    assert result.exit_code == 0, result.output
    assert len(result.output.splitlines()) < 30
    assert "and 30 more records" in result.output


def test_the_record_itself_is_sound():
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("The record is sound")
    assert len(result.output.splitlines()) == 1


def test_json_is_checked_like_yaml_with_the_same_places(tmp_path):
    text = '{"events": [\n  {"id": "test-event-2024",\n   "date": "2024-02-30"}]}'
    (tmp_path / "more.json").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(tmp_path / "more.json")])
    assert result.exit_code == 1
    assert re.search(r"more\.json:3:12: test-event-2024: .*2024-02-30", result.output)
    assert "the field 'sources' is missing" in result.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"events": [', "not valid YAML"),
        ('{"events": [], "events": []}', "stands here twice"),
        ("", "the file is empty"),
    ],
)
def test_json_that_is_none_is_told_like_yaml(tmp_path, text, said):
    (tmp_path / "more.json").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(tmp_path / "more.json")])
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output

"""The command line."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from dashboard.cli import app
from geodata.record import FILES, default_files

ROOT = Path(__file__).parents[1]


def run(*arguments):
    return CliRunner().invoke(app, arguments)


def test_state_as_json_has_its_shape():
    result = run("state", "2024-04-17", "--json")
    assert result.exit_code == 0
    state = json.loads(result.stdout)
    assert list(state) == ["date", "alliances", "bases", "forces", "events_so_far"]
    assert state["date"] == "2024-04-17"
    assert state["alliances"]["AES"] == {
        "members": ["BFA", "MLI", "NER"],
        "suspended": [],
        "exit_announced": [],
        "observers": [],
    }
    assert state["alliances"]["ECOWAS"]["exit_announced"] == ["BFA", "MLI", "NER"]
    ab201 = next(base for base in state["bases"] if base["id"] == "niger-ab201-agadez-us")
    assert ab201 == {"id": "niger-ab201-agadez-us", "operator": "USA", "host": "NER", "name": "Air Base 201, Agadez"}
    assert {"id": "us-forces-niger", "operator": "USA", "hosts": ["NER"]} in state["forces"]
    for listed in ("bases", "forces"):
        assert [one["id"] for one in state[listed]] == sorted(one["id"] for one in state[listed])
    assert state["events_so_far"] > 100


@pytest.mark.parametrize(("lang", "words"), [("en", ["17 April 2024", "Mali"]), ("fr", ["17 avril 2024", "CEDEAO"])])
def test_state_as_tables(lang, words):
    result = run("state", "2024-04-17", "--lang", lang)
    assert result.exit_code == 0
    assert all(word in result.stdout for word in words)


def test_changes_name_their_events():
    result = run("changes", "2024-08-04", "2024-08-05", "--json")
    found = json.loads(result.stdout)
    assert "us-leaves-air-base-201-2024" in json.dumps(found)
    words = run("changes", "2023-07-25", "2025-01-30").stdout
    assert "Niger" in words
    assert "ECOWAS" in words


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["state", "yesterday"], "yesterday"),
        (["state", "2024-13-01"], "2024-13-01"),
        (["changes", "2025-01-01", "2024-01-01"], "give the earlier date first"),
        (["state", "2024-01-01", "--lang", "de"], "use en or fr"),
        (["schema", "event.yaml"], "did you mean 'events.yaml'?"),
    ],
)
def test_nonsense_is_answered_kindly(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", FILES)
def test_the_schema_in_the_repository_is_fresh_and_fits_its_file(name):
    schema = json.loads(run("schema", name).stdout)
    stored = ROOT / "geodata" / "schemas" / f"{Path(name).stem}.json"
    assert json.loads(stored.read_text(encoding="utf-8")) == schema, f"run: sahel-atlas schema {name} > {stored}"
    text = default_files()[name].read_text(encoding="utf-8")
    assert re.match(r"# yaml-language-server: \$schema=\S*schemas/" + Path(name).stem, text)
    jsonschema.Draft202012Validator.check_schema(schema)
    plain = json.loads(json.dumps(yaml.safe_load(text), default=str))
    assert set(plain) <= set(schema["properties"])


def test_a_broken_record_ends_the_start_with_a_list(tmp_path):
    for name in ("dashboard", "geodata", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    text = (ROOT / "events.yaml").read_text(encoding="utf-8")
    (tmp_path / "events.yaml").write_text(text.replace("kind: coup\n", "kind: coupe\n", 1), encoding="utf-8")
    command = [sys.executable, "-m", "dashboard", "serve", "--no-browser", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert re.search(r"events\.yaml:\d+:\d+: \S+: .*'coupe'.*did you mean 'coup'\?", done.stderr)
    assert "Traceback" not in done.stderr


def test_data_that_is_broken_ends_the_start_with_a_list(tmp_path):
    (tmp_path / "more.yaml").write_text("events:\n  - id: x\n    kind: coupe\n", encoding="utf-8")
    data = ["--data", str(tmp_path / "more.yaml"), "--data", str(tmp_path / "none.json")]
    command = [sys.executable, "-m", "dashboard", "serve", "--no-browser", *data]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "more.yaml:2:5: x: the field 'date' is missing" in done.stderr
    assert "none.json:1:1: " in done.stderr
    assert "Traceback" not in done.stderr

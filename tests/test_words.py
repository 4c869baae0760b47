"""The catalogue: every word in both languages, every word used, every use known."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import dashboard
from dashboard.map.payload import PRESETS
from dashboard.wording import catalogue
from geodata.records import Confidence

FOLDER = Path(dashboard.__file__).parent
WORDS = {f"{section}.{key}": words for section, table in catalogue().items() for key, words in table.items()}
PYTHON = "\n".join(path.read_text() for path in [*FOLDER.rglob("*.py"), *(FOLDER / "templates").iterdir()])
OFFERED = {key for key, *_ in PRESETS}
CONFIDENCE = get_args(Confidence)
JAVASCRIPT = "\n".join(path.read_text() for path in (FOLDER / "browser").glob("*.js"))


def forms(words):
    return words.values() if isinstance(words, dict) else [words]


@pytest.mark.parametrize("key", WORDS)
def test_every_word_is_in_both_languages_with_the_same_places(key):
    words = WORDS[key]
    assert set(words) == {"en", "fr"}
    places = {
        lang: {field for text in forms(words[lang]) for _, field, _, _ in Formatter().parse(text) if field}
        for lang in words
    }
    assert places["en"] == places["fr"]
    assert all(text.strip() for lang in words for text in forms(words[lang]))


@pytest.mark.parametrize("key", WORDS)
def test_every_word_is_used(key):
    section, name = key.split(".", 1)
    if section == "panel" and name in OFFERED:
        return
    if section in ("early", "map", "panel", "card"):
        direct = rf"""(words|say_|panel|card|early)(\[[^\]]*\])?(\(\))?\.{name}\b"""
        named = rf"""["'`]{name}\b|{name.split("_")[0]}_\$\{{"""
        assert re.search(
            rf"{direct}|{named}|say_\[confidence\]" if name in CONFIDENCE else rf"{direct}|{named}", JAVASCRIPT
        ), key
        return
    if section == "notice" and f'"{name}"' in JAVASCRIPT:
        return
    whole = re.search(rf"""["']{re.escape(key)}["']""", PYTHON)
    pieced = re.search(rf"""["']{section}\.(\{{| *["'] *~|[a-z_]+\{{)""", PYTHON)
    assert whole or pieced, key


def test_every_word_asked_for_is_known():
    asked = set(re.findall(r"""say\(\s*["']([a-z_]+\.[a-z_A-Z0-9-]+)["']""", PYTHON))
    assert len(asked) > 25
    assert asked <= set(WORDS)

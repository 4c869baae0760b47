"""The feed holds to what RFC 4287 demands, and tells the truth."""

import re
import uuid
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from dashboard.api.feed import MOST, feed
from dashboard.map.basemaps import CHOICES
from dashboard.view import Choices, decode
from geodata.history import begun, noted, own_history

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = "https://atlas.example/api/"
FIRST, LATER, TODAY = date(2026, 1, 1), date(2026, 2, 1), date(2026, 8, 1)


def read(record, history, lang="en"):
    return ElementTree.fromstring(feed(record, history, lang, HERE))


def texts(element, name):
    return [found.text for found in element.findall(ATOM + name)]


def check_common(element):
    """What feeds and entries alike must have: RFC 4287, 4.1.1 and 4.1.2."""
    for name in ("id", "title", "updated"):
        (text,) = texts(element, name)
        assert text.strip()
    (one,) = texts(element, "id")
    assert one == uuid.UUID(one).urn
    for name in ("updated", "published"):
        for text in texts(element, name):
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", text)
    links = [link.attrib for link in element.findall(ATOM + "link")]
    assert all(urlsplit(link["href"]).scheme in ("http", "https") for link in links)
    alternates = [(link["type"], link.get("hreflang")) for link in links if link["rel"] == "alternate"]
    assert len(alternates) == len(set(alternates)) == 1


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_is_an_atom_feed(record, lang):
    root = read(record, own_history(), lang)
    assert root.tag == ATOM + "feed"
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == lang
    check_common(root)
    assert texts(root.find(ATOM + "author"), "name")[0]
    assert "CC BY 4.0" in texts(root, "rights")[0]
    (itself,) = [link.attrib["href"] for link in root.findall(ATOM + "link") if link.attrib["rel"] == "self"]
    assert itself == f"{HERE}feed.atom?lang={lang}"
    entries = root.findall(ATOM + "entry")
    assert 0 < len(entries) <= MOST
    for entry in entries:
        check_common(entry)
        assert len(texts(entry, "summary")) == len(texts(entry, "published")) == 1
        assert texts(entry, "published") <= texts(entry, "updated") <= texts(root, "updated")
    ids = [texts(entry, "id")[0] for entry in entries]
    assert len(set(ids)) == len(ids)
    updated = [texts(entry, "updated")[0] for entry in entries]
    assert updated == sorted(updated, reverse=True)


def test_the_first_edition_is_told_by_what_happened_last(record):
    entries = read(record, begun(record, FIRST)).findall(ATOM + "entry")
    assert len(entries) == MOST
    assert {texts(entry, "updated")[0] for entry in entries} == {"2026-01-01T00:00:00Z"}
    first = record.events[-1]
    assert texts(entries[0], "title") == [first.title.en]
    assert texts(entries[0], "summary")[0].startswith(first.summary.en)
    sources = [link.attrib["href"] for link in entries[0].findall(ATOM + "link") if link.attrib["rel"] == "via"]
    assert sources == [source.url for source in first.sources]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_entry_leads_to_the_page(record, lang):
    choices = Choices.of(record, TODAY, CHOICES)
    for entry in read(record, own_history(), lang).findall(ATOM + "entry"):
        (link,) = [one.attrib["href"] for one in entry.findall(ATOM + "link") if one.attrib["rel"] == "alternate"]
        address, _, query = link.partition("?")
        assert address == "https://atlas.example/"
        view, notices = decode(parse_qs(query), choices)
        assert not notices
        assert view.lang == lang
        if view.event:
            assert record.event_by_id[view.event].title.in_(lang) in texts(entry, "title")[0]


def test_what_is_new_and_what_was_corrected_comes_first(record):
    old, base = record.events[5], record.bases[0]
    before = replace(
        record,
        version="before",
        events=tuple(
            event.model_copy(update={"confidence": "low" if old.confidence == "high" else "high"})
            if event is old
            else event
            for event in record.events
        ),
        bases=record.bases[1:],
    )
    known = noted(begun(before, FIRST), record, LATER)
    english, french = (read(record, known, lang).findall(ATOM + "entry") for lang in ("en", "fr"))
    titles = {texts(entry, "title")[0] for entry in english[:2]}
    assert f"Corrected: {old.title.en}" in titles
    assert any(title.startswith(base.name.en) for title in titles)
    assert f"Corrigé\N{NO-BREAK SPACE}: {old.title.fr}" in {texts(entry, "title")[0] for entry in french[:2]}
    assert [texts(entry, "updated")[0] for entry in english[:3]] == [
        "2026-02-01T00:00:00Z",
        "2026-02-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
    ]
    corrected = next(entry for entry in english[:2] if texts(entry, "title")[0].startswith("Corrected"))
    assert texts(corrected, "published") == ["2026-01-01T00:00:00Z"]


def test_a_corrected_record_stays_the_same_entry(record):
    last = record.events[-1]
    changed = last.model_copy(update={"title": last.title.model_copy(update={"en": "Otherwise"})})
    after = replace(record, version="after", events=(*record.events[:-1], changed))
    first = read(record, begun(record, FIRST)).find(ATOM + "entry")
    then = read(after, noted(begun(record, FIRST), after, LATER)).find(ATOM + "entry")
    assert texts(then, "title") == ["Corrected: Otherwise"]
    assert texts(then, "id") == texts(first, "id")


def test_what_was_not_noted_is_not_told(record):
    last = record.events[-1]
    changed = last.model_copy(update={"title": last.title.model_copy(update={"en": "Otherwise"})})
    served = replace(record, version="served", events=(*record.events[:-1], changed))
    assert b"Otherwise" not in feed(served, begun(record, FIRST), "en", HERE)


EMPTY = dict.fromkeys(("events", "memberships", "bases", "forces"), ())


@pytest.mark.parametrize("kind", ["memberships", "bases", "forces"])
def test_what_lasts_says_how_long_and_no_more_exactly_than_known(record, kind):
    known = begun(record, FIRST)
    for one in getattr(record, kind):
        (entry,) = read(replace(record, **{**EMPTY, kind: (one,)}), known).findall(ATOM + "entry")
        summary = texts(entry, "summary")[0]
        assert summary.startswith("Beginning: " if one.start else "First confirmed: ")
        assert ("End: " in summary) == bool(one.end)
        assert ("Last confirmed: " in summary) == bool(one.last_confirmed and not one.end)


def test_a_base_and_a_membership_in_words(record):
    agadez = next(base for base in record.bases if base.id == "niger-ab201-agadez-us")
    niger = next(one for one in record.memberships if (one.alliance, one.country) == ("AES", "NER"))
    served = replace(record, **{**EMPTY, "bases": (agadez,), "memberships": (niger,)})
    entries = read(served, begun(record, FIRST), "fr").findall(ATOM + "entry")
    assert [texts(entry, "title")[0] for entry in entries] == [
        "Niger, AES\N{NO-BREAK SPACE}: membre",
        f"{agadez.name.fr} (États-Unis)",
    ]
    assert "Fin\N{NO-BREAK SPACE}: 5 août 2024." in texts(entries[1], "summary")[0]

"""The feed of new and corrected records: Atom, RFC 4287.

An entry stands under the day on which its record came or was corrected; those of
one day, and so those of the first edition, stand in order of what happened, the
latest first. A record that is not as it was noted has no such day and is left out.
Ids follow from the record's id alone: the feed of another server tells of the same
entries, and a corrected record stays the same entry.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urljoin
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dashboard.view import Language
from dashboard.wording import Wording
from geodata.history import KINDS, History, Noting
from geodata.record import Record
from geodata.records import Base, Event, Force, Membership

MOST = 50
ATLAS = uuid.UUID("a5bbaec4-ccc6-4f66-97ae-15a5208c3a16")
"""The name space of the ids; it never changes."""

ATOM = "http://www.w3.org/2005/Atom"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with the day on which it was noted."""

    kind: str
    record: Event | Membership | Base | Force
    noting: Noting

    @property
    def day(self) -> date:
        """When it happened or began."""
        return self.record.interval.first_day


def entries(record: Record, history: History) -> list[Entry]:
    """Return the newest entries, newest first."""
    found = [
        Entry(kind, one, noting)
        for kind in KINDS
        for one in getattr(record, kind)
        if (noting := history.noting(kind, one))
    ]
    return sorted(found, key=lambda entry: (entry.noting.updated, entry.day, entry.record.id), reverse=True)[:MOST]


def feed(record: Record, history: History, lang: Language, here: str) -> bytes:
    """Return the feed, UTF-8.

    Parameters
    ----------
    record, history
        The record, and when its parts were noted.
    lang
        Language of the words.
    here
        Address of the folder in which the feed stands, with a slash at its end; the
        page is one above.
    """
    say, page = Wording(lang), urljoin(here, "..")
    root = Element("feed", {"xmlns": ATOM, "xml:lang": lang})
    _add(root, "id", _id("feed", lang))
    _add(root, "title", say("feed.title"))
    _add(root, "subtitle", say("page.question"))
    _add(root, "updated", _instant(history.releases[-1].date))
    _add(_add(root, "author"), "name", say("page.title"))
    _add(root, "rights", say("feed.rights", version=record.version))
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{here}feed.atom?{urlencode({'lang': lang})}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{page}?{urlencode({'lang': lang})}")
    _add(root, "link", rel="license", href=LICENCE)
    for entry in entries(record, history):
        _entry(root, entry, record, say, page)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, entry: Entry, record: Record, say: Wording, page: str) -> None:
    one = entry.record
    title = _title(one, record, say)
    element = _add(root, "entry")
    _add(element, "id", _id(f"{entry.kind}/{one.id}", say.lang))
    _add(element, "title", say("feed.corrected", title=title) if entry.noting.corrected else title)
    _add(element, "published", _instant(entry.noting.published))
    _add(element, "updated", _instant(entry.noting.updated))
    began = max(entry.day, record.coverage.begins.first)  # before that, the page shows nothing
    where = {"event": one.id} if isinstance(one, Event) else {"date": began.isoformat()}
    language = {"lang": say.lang} if say.lang == "fr" else {}
    _add(element, "link", rel="alternate", type="text/html", href=f"{page}?{urlencode({**where, **language})}")
    for source in one.sources:
        _add(element, "link", rel="via", href=source.url, title=source.publisher)
    _add(element, "summary", _summary(one, say))


def _title(one: Event | Membership | Base | Force, record: Record, say: Wording) -> str:
    if isinstance(one, Event):
        return say.text(one.title)
    if isinstance(one, Membership):
        names = {"country": say.country(one.country), "alliance": say.actor(one.alliance, record)}
        return say("feed.membership", **names, status=say(f"status.{one.status}"))
    return f"{say.text(one.name)} ({say.actor(one.operator, record)})"


def _summary(one: Event | Membership | Base | Force, say: Wording) -> str:
    if isinstance(one, Event):
        said = [say.text(one.summary)]
    else:
        began = "feed.begin" if one.start else "feed.first_confirmed"
        said = [say(began, date=say.date(one.interval.start))]
        if one.end:
            said.append(say("feed.end", date=say.date(one.end)))
        elif one.last_confirmed:
            said.append(say("feed.last_confirmed", date=say.date(one.last_confirmed)))
    return " ".join([*said, *([say.text(one.note)] if one.note else [])])


def _id(name: str, lang: Language) -> str:
    return uuid.uuid5(ATLAS, f"{name}/{lang}").urn


def _instant(day: date) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element

"""A reader's session: the one place where the view changes.

The page's widgets, the map and the address all change the view through here, so
that each piece of it has one owner. `commands` counts how often the page's own
widgets, or the address, set what the map can set, too: the map follows a message's
date only when its count is new, and keeps its own otherwise.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from urllib.parse import parse_qs

import streamlit as st

from dashboard.map.folium_map import MESSAGE_VERSION
from dashboard.page.browsed import PARTS as PARTS_OF_DATA
from dashboard.page.browsed import Browsed
from dashboard.page.browsed import decode as browsed_at
from dashboard.view import FACETS, PARTS, Choices, Language, Notice, View, Window, decode, encode
from geodata.dates import PartialDate

MAP_KEY = "map"
SHARED = ("date", "event", "window")
"""The parts of a view that the map can set as well as the page."""


def start(choices: Choices, *, browsing: bool = False) -> None:
    """Follow the address: where a session begins, and where the reader went back or forward to another one.

    Parameters
    ----------
    choices
        What can be chosen.
    browsing
        Whether the page is the one that shows tables, and has more in its address.
    """
    asked = address(browsing=browsing)
    st.session_state.update(turned=st.session_state.get("browsing") != browsing, browsing=browsing)
    if has_begun():
        # Streamlit runs the page anew with the address of the browser. It is news only if no widget was used, and if it
        # is neither what we wrote there last, nor what stood there in the last run: the map may have written since.
        if not st.session_state.changed and asked not in (st.session_state.written, st.session_state.seen):
            view, notices = decode(asked, choices, browser_language())
            change(**{part: getattr(view, part) for part in View.__slots__})
            # Said at once: the next step of the reader may end this run before its end.
            st.session_state.update(notices=notices, written=asked, changed=False)
            st.session_state.generation += 1
            if browsing:
                _browse(asked, choices)
        return
    view, notices = decode(asked, choices, browser_language())
    commands = dict.fromkeys(SHARED, 0)
    st.session_state.update(view=view, notices=notices, commands=commands, session=secrets.token_hex(4))
    st.session_state.update(written=asked, seen=asked, noted=None, changed=False, generation=0)
    _browse(asked, choices)


def key(name: str) -> str:
    """Return the key of a widget that shows a part of the view.

    Each time that the address sets the view, widgets begin anew: what the browser still held of the earlier ones
    would come back with the reader's next step, and undo it.
    """
    generation = st.session_state.generation
    return f"{name}-{generation}" if generation else name


def _browse(asked: Mapping[str, list[str]], choices: Choices) -> None:
    found, notices = browsed_at(asked, choices)
    st.session_state.update(browsed=found, notices=(*st.session_state.notices, *notices))


def address(*, browsing: bool) -> dict[str, list[str]]:
    """Return what of the browser's address is ours."""
    ours = (*PARTS, *PARTS_OF_DATA) if browsing else PARTS
    return {name: st.query_params.get_all(name) for name in ours if name in st.query_params}


def has_begun() -> bool:
    """Whether the session has its view."""
    return "view" in st.session_state


def is_new() -> bool:
    """Whether this is asked for the first time in the session."""
    asked = "greeted" in st.session_state
    st.session_state.greeted = True
    return not asked


def has_turned() -> bool:
    """Whether the reader has just come to the page from another one: its widgets are new to the browser."""
    return cast("bool", st.session_state.turned)


def view() -> View:
    """Return what the reader looks at."""
    return cast("View", st.session_state.view)


def browsed() -> Browsed:
    """Return which table the reader looks at, or would on the page that shows them."""
    return cast("Browsed", st.session_state.browsed)


def browse(found: Browsed) -> None:
    """Change it on behalf of one of the page's widgets."""
    change()
    st.session_state.browsed = found


def commands() -> Mapping[str, int]:
    """Return how often the page set each of the parts that the map can set, too."""
    return cast("Mapping[str, int]", st.session_state.commands)


def name() -> str:
    """Return what tells this session from another."""
    return cast("str", st.session_state.session)


def notices() -> tuple[Notice, ...]:
    """Return what of the address was not followed."""
    return cast("tuple[Notice, ...]", st.session_state.notices)


def browser_language() -> Language:
    """Return the language that the reader's browser asks for; English where it is neither."""
    return "fr" if str(st.context.locale or "").lower().startswith("fr") else "en"


def change(**changed: Any) -> None:
    """Change the view on behalf of one of the page's widgets."""
    before = view()
    st.session_state.view = before.with_(**changed)
    st.session_state.update(notices=(), changed=True)
    for part in SHARED:
        if part in changed:
            st.session_state.commands = {**commands(), part: commands()[part] + 1}


def take_report(choices: Choices) -> None:
    """Follow the date, the selection and the window that the map reports.

    Streamlit may hand over a report together with the use of a widget, or after
    it; what the map had not heard of when it reported is not undone by it.
    """
    report = st.session_state.get(MAP_KEY)
    if not isinstance(report, dict) or report.get("v") != MESSAGE_VERSION:
        return
    heard = report.get("heard")
    if not isinstance(heard, dict):
        return
    if heard.get("date") == commands()["date"]:
        try:
            day = choices.clamp(date.fromisoformat(str(report.get("date"))))
        except ValueError:
            return
        st.session_state.view = view().with_(date=day)
    if heard.get("event") == commands()["event"]:
        event = report.get("event")
        st.session_state.view = view().with_(event=event if event in choices.events else None)
    if heard.get("window") == commands()["window"]:
        st.session_state.view = view().with_(window=_window(report.get("window")))
    st.session_state.noted = report.get("address")


def _window(reported: object) -> Window | None:
    """Return the window of a report; None where the map shows the Sahel, or makes no sense."""
    if not isinstance(reported, dict):
        return None
    try:
        return Window.of(*(reported.get(name) for name in ("zoom", "lat", "lon")))
    except ValueError:
        return None


def go_to(choices: Choices) -> None:
    """Move to the date that the reader wrote, or say why not; a date that was followed leaves the box."""
    written = str(st.session_state["go-to"]).strip()
    if not written:
        return
    try:
        day = PartialDate.parse(written).first
    except ValueError:
        st.session_state.notices = (Notice("notice.date_typed", {"value": written[:40]}),)
        return
    st.session_state["go-to"] = ""
    change(date=choices.clamp(day))
    if day != choices.clamp(day):
        st.session_state.notices = (Notice("notice.outside", {"value": written[:40]}),)


def clear() -> None:
    """Show everything again; date, selection and language stay."""
    change(q="", **dict.fromkeys(FACETS, ()))


def as_address(choices: Choices, *, browsing: bool) -> dict[str, list[str]]:
    """Return what the reader looks at as address parameters, of the map's page or of the one that shows tables."""
    return {**encode(view(), choices, browser_language()), **(browsed().as_address() if browsing else {})}


def write_address(choices: Choices, *, browsing: bool = False) -> None:
    """Put what the reader looks at into the address, unless the map has done so."""
    wanted = as_address(choices, browsing=browsing)
    noted = st.session_state.noted if isinstance(st.session_state.noted, dict) else {}
    # What the map wrote counts only over what we wrote last: an earlier address that is still on its way would undo it.
    done = noted and (_parts(noted.get("before")), _parts(noted.get("after"))) == (st.session_state.written, wanted)
    if not done and wanted != address(browsing=True):
        ours = {*PARTS, *PARTS_OF_DATA}
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in ours}
        st.query_params.from_dict({**wanted, **others})
    seen = address(browsing=browsing)
    st.session_state.update(written=wanted, seen=seen, noted=None, changed=False, turned=False)


def _parts(search: object) -> dict[str, list[str]]:
    """Return what of an address's parameters is ours."""
    found = parse_qs(str(search or ""), keep_blank_values=True)
    return {name: found[name] for name in PARTS if name in found}

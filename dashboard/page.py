"""The page: filters, map and panel around one view. Streamlit runs this script for each reader."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from dashboard import basemaps, folium_map, panel, session, share
from dashboard.site import Site, keep, site
from dashboard.view import FACETS, Choices, Trail, View
from dashboard.wording import LANGUAGES, Wording
from geodata.record import Record

ASSETS = Path(__file__).parent / "browser"
HEAD_START = 0.1  # s; what the browser gets together it draws together, and the map need not wait for the filters
MAP_HEIGHT = 640  # px, until the style sheet gives the map the window's height


def page() -> None:
    """Lay out the page."""
    shared = site()
    choices = shared.choices(datetime.now(UTC).date())
    session.start(choices)
    say = Wording(session.view().lang)
    st.set_page_config(page_title=say("page.title"), page_icon=str(ASSETS / "icon.svg"), layout="wide")
    head(session.view(), shared, choices, say)
    explore(shared, choices)
    keep()


@st.fragment
def explore(shared: Site, choices: Choices) -> None:
    """Show the view; the map's reports rerun only this."""
    view = session.view()
    say = Wording(view.lang)
    message = folium_map.message(view, session.commands(), session.name(), shared.record, choices)
    with st.container(key="body", horizontal=True):
        columns = [st.container(key=key) for key in ("filters", "map-frame", "panel")]
    left, middle, right = columns
    with middle:  # told first, so that it need not wait for the rest
        atlas_map(message, shared, choices)
    with right:
        for notice in session.notices():
            st.warning(say(notice.key, **notice.args))
        panel.show(message, shared.assets, choices)
    if session.is_new():
        time.sleep(HEAD_START)
    with left:
        filters(view, choices, shared.record, say)
    session.write_address(choices)


def head(view: View, shared: Site, choices: Choices, say: Wording) -> None:
    """Show the name of the atlas, its question, what shares the view, and the language switch."""
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<a class="skip" href="#events">{say("page.skip")}</a>'
            f'<h1>{say("page.title")}</h1><p class="question">{say("page.question")}</p>'
        )
        share.button(shared, choices)
        names = {"en": say("page.english"), "fr": say("page.french")}
        key = session.key("lang")
        if st.session_state.get(key) != view.lang:
            st.session_state[key] = view.lang
        st.segmented_control(
            say("page.language"),
            LANGUAGES,
            format_func=names.__getitem__,
            key=key,
            required=True,
            label_visibility="collapsed",
            on_change=lambda: session.change(lang=st.session_state[key]),
        )


def filters(view: View, choices: Choices, record: Record, say: Wording) -> None:
    """Show what can be chosen. Each widget shows the view, and changes it when used."""

    def name(facet: str, value: str) -> str:
        match facet:
            case "force" if value == "OTHER":
                return say("force.OTHER")
            case "kind":
                return say.text(next(kind.name for kind in record.kinds if kind.id == value))
            case _:
                return say.actor(value, record)

    def follow(part: str) -> None:
        value = st.session_state[session.key(f"filter-{part}")]
        changed = tuple(value) if part in FACETS else value
        # A click that crosses a change of language comes with words of the other one, which are no choice.
        if choices.offers(part, changed):
            session.change(**{part: changed})

    def show(part: str) -> str:
        """Make a widget show the view, and return its key.

        Only where it does not already: a value that is set in every run would, arriving late, undo the reader's
        next click.
        """
        key, value = session.key(f"filter-{part}"), getattr(view, part)
        value = list(value) if part in FACETS else value
        if st.session_state.get(key) != value:
            st.session_state[key] = value
        return key

    # The box is for writing and never shows the date: what Streamlit's frontend still held of a
    # date that has moved on would come back with the next click, and call the map back with it.
    st.text_input(
        say("filters.date"),
        key="go-to",
        help=say("filters.date_help"),
        placeholder=view.date.isoformat(),
        on_change=session.go_to,
        args=(choices,),
    )
    for facet in ("alliance", "force", "kind"):
        st.pills(
            say(f"filters.{facet}"),
            choices.facets[facet],
            selection_mode="multi",
            format_func=partial(name, facet),
            key=show(facet),
            on_change=follow,
            args=(facet,),
        )
    trails: tuple[Trail, ...] = ("3m", "12m", "all")
    st.pills(
        say("filters.trail"),
        trails,
        format_func=lambda trail: say(f"trail.{trail}"),
        key=show("trail"),
        required=True,
        on_change=follow,
        args=("trail",),
    )
    st.text_input(
        say("filters.q"), key=show("q"), placeholder=say("filters.q_hint"), max_chars=80, on_change=follow, args=("q",)
    )
    st.multiselect(
        say("filters.country"),
        sorted(choices.facets["country"], key=say.country),
        format_func=say.country,
        key=show("country"),
        placeholder=say("filters.country_all"),
        on_change=follow,
        args=("country",),
    )
    st.selectbox(
        say("filters.basemap"),
        choices.basemaps,
        format_func=lambda basemap: (
            say("basemap.atlas") if basemap == basemaps.OWN else say("basemap.online", name=basemaps.NAMES[basemap])
        ),
        key=show("basemap"),
        help=say("filters.basemap_help"),
        on_change=follow,
        args=("basemap",),
    )
    if view.q or any(getattr(view, facet) for facet in FACETS):
        st.button(say("filters.reset"), on_click=session.clear)


def atlas_map(message: Mapping[str, Any], shared: Site, choices: Choices) -> None:
    """Show the map, tell it the view, and listen to it."""
    st.session_state.setdefault("map-language", session.view().lang)
    st_folium(
        folium_map.build(shared.assets, st.session_state["map-language"]),
        key=session.MAP_KEY,
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=folium_map.Carrier(message),
        on_change=lambda: session.take_report(choices),
    )


page()

"""The map's page: filters, map and panel around one view. Streamlit runs this script for each reader."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from dashboard import BROWSER
from dashboard.map import basemaps, folium_map
from dashboard.page import panel, session, share, widgets
from dashboard.serving.site import Site, choices_of_today, keep, site
from dashboard.view import Choices, Trail, View
from dashboard.wording import Wording
from geodata.record import Record

# What the browser gets together it draws together, and on one thread. Told alone, the map is there after 1.2 instead
# of 1.5 times what an empty page takes; the filters come a fifth of a second later for it.
HEAD_START = 0.4  # s
MAP_HEIGHT = 640  # px, until the style sheet gives the map the window's height


def page() -> None:
    """Lay out the page."""
    shared = site()
    choices = choices_of_today()
    session.start(choices)
    say = Wording(session.view().lang)
    st.set_page_config(page_title=say("page.title"), page_icon=str(BROWSER / "icon.svg"), layout="wide")
    head = widgets.head(say, say("page.skip"), "events")
    explore(shared, choices)
    with head:
        share.button(shared, choices)
        widgets.languages(session.view(), say)
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
    with middle:
        atlas_map(message, shared, choices)
    if session.is_new():
        time.sleep(HEAD_START)
    with right:
        for notice in session.notices():
            st.warning(say(notice.key, **notice.args))
        panel.show(message, shared.assets, choices)
    with left:
        filters(view, choices, shared.record, say)
    widgets.link("data_page.py", say("data.title"), session.as_address(choices, browsing=True))
    session.write_address(choices)


def filters(view: View, choices: Choices, record: Record, say: Wording) -> None:
    """Show what can be chosen."""
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
        widgets.pills(facet, view, choices, record, say)
    trails: tuple[Trail, ...] = ("3m", "12m", "all")
    st.pills(
        say("filters.trail"),
        trails,
        format_func=lambda trail: say(f"trail.{trail}"),
        key=widgets.show("trail", view),
        required=True,
        on_change=widgets.follow,
        args=("trail", choices),
    )
    widgets.search(view, choices, say)
    widgets.countries(view, choices, say)
    st.selectbox(
        say("filters.basemap"),
        choices.basemaps,
        format_func=lambda basemap: (
            say("basemap.atlas") if basemap == basemaps.OWN else say("basemap.online", name=basemaps.NAMES[basemap])
        ),
        key=widgets.show("basemap", view),
        help=say("filters.basemap_help"),
        on_change=widgets.follow,
        args=("basemap", choices),
    )
    widgets.reset(view, say)


def atlas_map(message: Mapping[str, Any], shared: Site, choices: Choices) -> None:
    """Show the map, tell it the view, and listen to it."""
    st.session_state.setdefault("map-language", session.view().lang)
    st_folium(
        folium_map.build(shared.assets, st.session_state["map-language"]),
        key=session.MAP_KEY,
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=[],
        render=False,
        feature_group_to_add=folium_map.Carrier(message),
        on_change=lambda: session.take_report(choices),
    )


page()

"""The data's page: all of the record in tables, filtered as on the map, and the files that hold exactly that.

Streamlit runs this script for each reader. The table is drawn in the browser: there it can be
searched, sorted and enlarged. Its tool bar speaks English in any language, as Streamlit does.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import BROWSER
from dashboard.export.about import citation
from dashboard.filters import ASKED
from dashboard.map import assets, texts
from dashboard.page import session, widgets
from dashboard.page.browsed import Browsed, OutsideError, told, written_day
from dashboard.page.data_table import MOST, Column, Shown, shown
from dashboard.serving.site import Site, choices_of_today, keep, site
from dashboard.templating import markup
from dashboard.view import FACETS, Choices, View
from dashboard.wording import Wording
from geodata.columns import TABLES, columns, label
from geodata.history import edition, own_history
from geodata.record import Record

ICON = BROWSER / "icon.svg"
FILES = ("csv", "xlsx", "geojson", "parquet")
HEIGHT = 560  # px; a screenful of rows
ROW = 35  # px, as Streamlit draws them
LETTER, MARGIN = 7, 24  # px, of a cell's letters and beside them
# What of an address a cell shows. (No docstring: Streamlit would write it onto the page.)
EVENT, RECORD, HOST = r"event=([^&#]+)", r"(?:event=|#)([^&#]+)$", r"^https?://(?:www\.)?([^/]+)"


def page() -> None:
    """Lay out the page."""
    shared = site()
    choices = choices_of_today()
    session.start(choices, browsing=True)
    say = Wording(session.view().lang)
    title = f"{say('page.title')} · {say('data.title')}"
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")
    head = widgets.head(say, say("data.skip"), "rows")
    with head:
        widgets.languages(session.view(), say)
    browse(shared, choices)
    keep()


@st.fragment
def browse(shared: Site, choices: Choices) -> None:
    """Show the table, what filters it, and what there is to know about it."""
    view, browsed = session.view(), session.browsed()
    say = Wording(view.lang)
    with st.container(key="data-body", horizontal=True):
        left, right = (st.container(key=key) for key in ("filters", "data"))
    with left:
        filters(view, browsed, choices, shared.record, say)
    with right:
        st.html(f"<h2>{say('data.title')}</h2><p>{say('data.intro')}</p>")
        for notice in session.notices():
            st.warning(say(notice.key, **notice.args))
        switch(browsed, say)
        found = shown(view, browsed, shared.record, choices, f"{assets.root()}/")
        st.html(files(found, view, browsed, say))
        table(found, browsed, say)
        with st.expander(say("data.guide")):
            st.html(guide(browsed, say))
        st.html(about(shared.record, say))
    widgets.link("map_page.py", say("data.map"), session.as_address(choices, browsing=False))
    session.write_address(choices, browsing=True)


def switch(browsed: Browsed, say: Wording) -> None:
    """Show which tables there are."""
    st.segmented_control(
        say("data.table"),
        TABLES,
        format_func=lambda name: say(f"data.{name}"),
        key=widgets.hold("table", browsed.table),
        required=True,
        label_visibility="collapsed",
        on_change=lambda: session.browse(Browsed(st.session_state[session.key("table")], browsed.start, browsed.end)),
    )


def filters(view: View, browsed: Browsed, choices: Choices, record: Record, say: Wording) -> None:
    """Show what can be chosen for the table: the time, and of the map's filters those that count for it."""
    for name, day in (("from", browsed.start), ("to", browsed.end)):
        st.text_input(
            say(f"data.{name}"),
            key=widgets.hold(f"data-{name}", str(day or "")),
            help=say("filters.date_help"),
            placeholder=str(choices.first if name == "from" else record.coverage.complete_until),
            on_change=follow_time,
            args=(choices,),
        )
    asked = ASKED[browsed.table]
    for facet in FACETS:
        if facet in asked and facet != "country":
            widgets.pills(facet, view, choices, record, say)
    if "q" in asked:
        widgets.search(view, choices, say)
    widgets.countries(view, choices, say)
    widgets.reset(view, say)


def follow_time(choices: Choices) -> None:
    """Follow the days that the reader wrote, or say why not."""
    days = []
    for name in ("from", "to"):
        day, notice = written_day(str(st.session_state[session.key(f"data-{name}")]))
        if notice:
            st.session_state.notices = (notice,)
            return
        days.append(day)
    try:
        session.browse(session.browsed().between(days[0], days[1], choices))
    except OutsideError as error:
        st.session_state.notices = (told(error),)


def table(found: Shown, browsed: Browsed, say: Wording) -> None:
    """Show the rows."""
    if found.frame.empty:
        st.html(f'<p class="none">{say("data.none")}</p>')
        return
    st.dataframe(
        found.frame,
        height=min(HEIGHT, ROW * (len(found.frame) + 1)),
        hide_index=True,
        column_config={name: column(one) for name, one in found.columns.items()},
        placeholder="",
        key=f"rows-{browsed.table}",
        alt=say(f"data.{browsed.table}"),
    )


def column(one: Column) -> Any:
    """Return how Streamlit shows a column."""
    config, wide = st.column_config, MARGIN + LETTER * one.width
    match one.form:
        case "record" | "event":
            pattern = RECORD if one.form == "record" else EVENT
            return config.LinkColumn(one.label, help=one.help, width=wide, display_text=pattern)
        case "source":
            return config.LinkColumn(one.label, help=one.help, width=wide, display_text=HOST)
        case "number":
            return config.NumberColumn(one.label, help=one.help, width=wide, format="localized")
        case _:
            return config.TextColumn(one.label, help=one.help, width=wide)


def files(found: Shown, view: View, browsed: Browsed, say: Wording) -> str:
    """Return how many rows there are, and the links to the files that hold them."""
    asked = urlencode(browsed.as_question(view), doseq=True)
    offered = [
        (
            f"{assets.root()}/api/{browsed.table}.{suffix}?{asked}".rstrip("?"),
            say(f"data.file_{suffix}"),
            say(f"data.for_{suffix}"),
        )
        for suffix in FILES
    ]
    return markup("data_files.html.jinja").render(found=found, most=MOST, files=offered, say=say)


def guide(browsed: Browsed, say: Wording) -> str:
    """Return what each column of the files holds."""
    described = [(say.text(label(name)), name, say.text(text)) for name, text in columns(browsed.table).items()]
    return markup("data_guide.html.jinja").render(columns=described, say=say)


def about(record: Record, say: Wording) -> str:
    """Return what there is to know about the record."""
    noted = edition(record, own_history())
    return markup("data_about.html.jinja").render(
        about=texts.about(record, say),
        cited=citation(record, say),
        noted=say.date(noted.date) if noted.date else None,
        version=noted.version,
        api=f"{assets.root()}/api",
        say=say,
    )


page()

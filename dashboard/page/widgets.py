"""What the pages have in common: their head, and the widgets that filter.

Each widget shows the view, and changes it when used.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.page import session
from dashboard.view import FACETS, Choices, View
from dashboard.wording import LANGUAGES, Wording
from geodata.record import Record


def head(say: Wording, skip: str, to: str) -> DeltaGenerator:
    """Show the name of the atlas and its question; return the container, for the page's tools.

    Parameters
    ----------
    say
        The page's words.
    skip, to
        What the link says that spares the keyboard the filters, and the id of what it leads to.
    """
    container = st.container(key="head", horizontal=True, vertical_alignment="center")
    container.html(
        f'<a class="skip" href="#{to}">{skip}</a>'
        f'<h1>{say("page.title")}</h1><p class="question">{say("page.question")}</p>'
    )
    return container


def languages(view: View, say: Wording) -> None:
    """Show the switch between the languages."""
    names = {"en": say("page.english"), "fr": say("page.french")}
    key = hold("lang", view.lang)
    st.segmented_control(
        say("page.language"),
        LANGUAGES,
        format_func=names.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: session.change(lang=st.session_state[key]),
    )


def link(page: str, label: str, asked: Mapping[str, list[str]]) -> None:
    """Show the link to the other page, which the style sheet puts into the head.

    It stands in the fragment that follows the view, since it carries the view.
    """
    with st.container(key="other-page"):
        st.page_link(page, label=label, query_params=asked)


def pills(facet: str, view: View, choices: Choices, record: Record, say: Wording) -> None:
    """Show the values of a facet."""

    def name(value: str) -> str:
        match facet:
            case "force" if value == "OTHER":
                return say("force.OTHER")
            case "kind":
                return say.text(next(kind.name for kind in record.kinds if kind.id == value))
            case _:
                return say.actor(value, record)

    st.pills(
        say(f"filters.{facet}"),
        choices.facets[facet],
        selection_mode="multi",
        format_func=name,
        key=show(facet, view),
        on_change=follow,
        args=(facet, choices),
    )


def search(view: View, choices: Choices, say: Wording) -> None:
    """Show the box for words that an event must contain."""
    st.text_input(
        say("filters.q"),
        key=show("q", view),
        placeholder=say("filters.q_hint"),
        max_chars=80,
        on_change=follow,
        args=("q", choices),
    )


def countries(view: View, choices: Choices, say: Wording) -> None:
    """Show the countries."""
    st.multiselect(
        say("filters.country"),
        sorted(choices.facets["country"], key=say.country),
        format_func=say.country,
        key=show("country", view),
        placeholder=say("filters.country_all"),
        on_change=follow,
        args=("country", choices),
    )


def reset(view: View, say: Wording) -> None:
    """Show the button that clears the filters, where there are any."""
    if view.q or any(getattr(view, facet) for facet in FACETS):
        st.button(say("filters.reset"), on_click=session.clear)


def show(part: str, view: View) -> str:
    """Make a widget show a part of the view, and return its key."""
    value = getattr(view, part)
    return hold(f"filter-{part}", list(value) if part in FACETS else value)


def hold(name: str, value: object) -> str:
    """Make a widget hold a value, and return its key.

    Only where it does not already: a value that is set in every run would, arriving late, undo the reader's
    next click.
    """
    key = session.key(name)
    if st.session_state.get(key) != value or session.has_turned():
        st.session_state[key] = value
    return key


def follow(part: str, choices: Choices) -> None:
    """Change the view as a widget was used.

    A click that crosses a change of language comes with words of the other one, which are no choice.
    """
    value = st.session_state[session.key(f"filter-{part}")]
    changed = tuple(value) if part in FACETS else value
    if choices.offers(part, changed):
        session.change(**{part: changed})

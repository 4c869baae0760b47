"""The dialog in which a reader shares the view: its link, the code to embed it, citations, files.

The button runs in a fragment of its own, and the dialog in another: neither opening
it nor choosing in it runs the page again, so the map stays as it is.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any, Literal

import segno
import streamlit as st

from dashboard import BROWSER
from dashboard.page import session
from dashboard.serving.site import Site, deployment, today
from dashboard.sharing import citation, links
from dashboard.templating import markup
from dashboard.view import Choices, View
from dashboard.wording import Wording
from geodata.history import edition
from geodata.record import Record

PARTS = ("link", "embed", "cite", "files")
HEIGHTS = (400, 600, 800)
"""Pixels that an embedded view may be high."""
INK, PAPER = "#000000", "#ffffff"
"""Of the QR code, in any theme: cameras want it dark on light."""
QUIET = 4
"""Modules of margin around a QR code; the standard's own."""

Which = Literal["live", "frozen"]
WHICH: tuple[Which, ...] = ("live", "frozen")


@st.fragment
def button(shared: Site, choices: Choices) -> None:
    """Show the button that opens the dialog."""
    say = Wording(session.view().lang)
    if st.button(say("share.button"), key="share"):
        st.dialog(say("share.title"), width="medium")(dialog)(session.view(), shared.record, choices, say)


def dialog(view: View, record: Record, choices: Choices, say: Wording) -> None:
    """Show what the dialog holds.

    Parameters
    ----------
    view
        The view to share: as it was when the dialog was opened.
    record, choices
        The record, and what can be chosen.
    say
        The page's words.
    """
    base = links.public_address(st.context.url or "", deployment())
    address, title = links.view_link(base, view, choices), citation.title(view, record, say)
    with st.container(key="share-dialog"):
        tabs = st.tabs([say(f"share.{part}") for part in PARTS])
        with tabs[0]:
            _link(address, say)
        with tabs[1]:
            live, frozen = links.live_link(base, view, choices), links.frozen_link(base, view, choices, record.version)
            _embed({"live": live, "frozen": frozen}, title, record, say)
        with tabs[2]:
            _cite(citation.Cited(title, edition(record), address, today(), view.date), say)
        with tabs[3]:
            here = links.public_address(st.context.url or "", links.Deployment())
            _files(links.files(here, view, choices), view, choices, say)


def _link(address: str, say: Wording) -> None:
    with st.container(key="share-link", horizontal=True):
        code = qr_code(address)
        if code:
            words = {"alt": say("share.qr"), "large": say("share.qr_large"), "close": say("share.qr_close")}
            with st.container(key="share-qr"):
                _qr_component()(key="qr", data={"svg": code, "address": address, "words": words})
        with st.container(key="share-address"):
            st.html(f"<p>{escape(say('share.link_about'))}</p>")
            _copyable(address, say("share.link"), "link", say)
            if not code:
                st.html(f"<p>{escape(say('share.qr_too_long'))}</p>")


def _embed(addresses: dict[Which, str], title: str, record: Record, say: Wording) -> None:
    with st.container(key="share-choices", horizontal=True):
        which = st.segmented_control(
            say("share.which"),
            WHICH,
            key="share-which",
            default="live",
            format_func=lambda one: say(f"share.{one}"),
            required=True,
        )
        height = st.segmented_control(
            say("share.height"),
            HEIGHTS,
            key="share-height",
            default=600,
            format_func=lambda n: say("share.pixels", n=n),
            required=True,
        )
    about = {"live": say("share.live_about"), "frozen": say("share.frozen_about", version=record.version)}
    st.html(f"<p>{escape(about[which])}</p>")
    _copyable(links.snippet(addresses[which], title, height), say("share.snippet"), "embed", say)


def _cite(cited: citation.Cited, say: Wording) -> None:
    for style in citation.STYLES:
        _copyable(citation.cite(style, cited, say), say(f"cite.style_{style}"), style, say)
    st.html(f"<p>{escape(say('share.cite_about'))}</p>")


def _files(files: tuple[links.File, ...], view: View, choices: Choices, say: Wording) -> None:
    days = (max(view.trail_begins, choices.first), view.date)
    headings = {
        say("share.map_files"): links.SHOWN,
        say("share.table_files", from_day=say.date(days[0]), to_day=say.date(days[1])): links.TABLES,
    }
    lists = [
        (heading, [(file, say(f"share.{file.suffix}")) for file in files if file.suffix in suffixes])
        for heading, suffixes in headings.items()
    ]
    st.html(markup("files.html.jinja").render(lists=lists))


def qr_code(address: str) -> str | None:
    """Return the QR code of an address as SVG, with error correction M; None where the address is too long."""
    try:
        code = segno.make_qr(address, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    return str(code.svg_inline(border=QUIET, dark=INK, light=PAPER, omitsize=True, svgclass=None, lineclass=None))


def _copyable(text: str, label: str, key: str, say: Wording) -> None:
    """Show a text with a button that copies it: see ``browser/copy.js``."""
    words = {"copy": say("share.copy"), "copied": say("share.copied"), "failed": say("share.copy_failed")}
    _copy_component()(key=f"copy-{key}", data={"text": text, "label": label, "words": words})


@cache
def _copy_component() -> Any:
    return st.components.v2.component("sahel_atlas_copy", js=_script("copy.js"), isolate_styles=False)


@cache
def _qr_component() -> Any:
    return st.components.v2.component("sahel_atlas_qr_code", js=_script("qr_code.js"), isolate_styles=False)


def _script(name: str) -> str:
    return (BROWSER / name).read_text(encoding="utf-8")

"""The atlas as a page that needs no server of ours: one file, or a page beside its assets.

The page, its scripts and its data are those of ``browser/alone.js``. In a file
everything stands in the page itself; its policy lets nothing else in, and no
request out.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard import BROWSER
from dashboard.map.assets import FONT, Assets, font, styles
from dashboard.map.texts import piece, pieces
from dashboard.templating import markup
from dashboard.view import Choices, View, permanent
from dashboard.wording import Wording
from geodata.record import Record

CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'"
BESIDE = f"{CLOSED}; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data:"
"""What a page may use that has its assets beside it."""


PLAIN = ("page", "about")
"""Texts without which the page says nothing."""


def as_file(view: View, record: Record, choices: Choices, assets: Assets) -> bytes:
    """Return a page that carries all it needs, about 1.6 MB: it opens by double click, with the network off.

    Parameters
    ----------
    view
        What it shows first.
    record
        The record, all of which it carries.
    choices
        For the view's address.
    assets
        Scripts and data.
    """
    script = assets.alone.content.decode().replace("</script", "<\\/script")
    style = styles("atlas.css", "page.css", "alone.css").replace(FONT, _embedded_font()).decode()
    style = re.sub(r"url\(images/[\w-]+\.png\)", "none", style)  # of Leaflet's controls that are not used
    script, style = (
        content.replace("\r\n", "\n") for content in (script, style)
    )  # as the browser reads, and hashes, it
    own = f"script-src '{_hash(script)}'; style-src '{_hash(style)}'; font-src data:; img-src data:"
    return _page(
        view,
        record,
        choices,
        policy=f"{CLOSED}; {own}",
        script=Markup(script),
        style=Markup(style),
        data=Markup(
            json.dumps(_data(record, assets), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        ),
    )


def beside(view: View, record: Record, choices: Choices, assets: Assets, at: str, tags: str = "") -> bytes:
    """Return a page that has its assets beside it.

    Parameters
    ----------
    view
        What it shows where its address asks for nothing else.
    record, choices, assets
        As for `as_file`.
    at
        The folder of the assets, such as ``assets/``.
    tags
        More for its head, as HTML.
    """
    addresses = {"script_address": at + assets.alone.name, "style_address": at + assets.alone_style.name}
    return _page(view, record, choices, policy=BESIDE, tags=Markup(tags), **addresses)


def _page(view: View, record: Record, choices: Choices, **parts: object) -> bytes:
    return (
        markup("alone.html.jinja")
        .render(
            lang=view.lang,
            say=Wording(view.lang),
            view=view,
            version=record.version,
            icon=base64.b64encode((BROWSER / "icon.svg").read_bytes()).decode(),
            asked=urlencode(permanent(view, choices), doseq=True),
            **parts,
        )
        .encode()
    )


def _data(record: Record, assets: Assets) -> Mapping[str, object]:
    """Return all that the scripts would fetch, by the names under which they do.

    The long texts are half of it, and compressed: gzip, base64. A browser from before 2023
    that cannot read them still has the map, the time and the figures.
    """
    whole = {name: json.loads(getattr(assets, name).content) for name in ("payload", "world", "regions")}
    texts = {name: piece(name, record) or b"null" for name in pieces(record)}
    plain = {name: json.loads(text) for name, text in texts.items() if name in PLAIN}
    packed = {name: _packed(text) for name, text in texts.items() if name not in PLAIN}
    return {**whole, **plain, "packed": packed}


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _embedded_font() -> bytes:
    return b"data:font/woff2;base64," + base64.b64encode(font().read_bytes())


def _hash(content: str) -> str:
    """Return what a policy calls a script or style by: the hash of its content."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

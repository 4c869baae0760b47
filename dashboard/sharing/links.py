"""Addresses that leave the page: the view for others, embedded, frozen, and as files.

An address is the atlas's own, from `public_address`, and the view's parameters
behind it. Nothing is looked up here: whoever asks says what the request was and
what the one who runs the atlas has set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from dashboard.templating import markup
from dashboard.view import FACETS, Choices, View, permanent

ADDRESS = "SAHEL_ATLAS_ADDRESS"
TRUST = "SAHEL_ATLAS_TRUST_PROXY"

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[\w.-]+)(:\d{1,5})?", re.IGNORECASE)
_PATH = re.compile(r"(/[\w.~%-]+)*")


@dataclass(frozen=True, slots=True)
class Deployment:
    """What the one who runs the atlas says of where it is.

    Attributes
    ----------
    address
        Under which others reach it, without a slash at its end; empty where the request tells.
    trusts_proxy
        Whether what a proxy adds to a request is true.
    root
        The path under which Streamlit serves the page, without a slash at its end.
    """

    address: str = ""
    trusts_proxy: bool = False
    root: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str], root: str = "") -> Deployment:
        """Read it from environment variables.

        Raises
        ------
        ValueError
            If one makes no sense; the message says what to write.

        Examples
        --------
        >>> Deployment.of({"SAHEL_ATLAS_ADDRESS": "https://atlas.example.org/sahel/"}).address
        'https://atlas.example.org/sahel'
        """
        trust = environment.get(TRUST, "").strip().lower()
        if trust not in ("", "0", "1"):
            raise ValueError(
                f"{TRUST} is '{trust}'; write 1 where a proxy of your own sets the forwarded headers, else 0"
            )
        return cls(checked(environment.get(ADDRESS, "").strip()), trust == "1", root)


def checked(address: str, name: str = ADDRESS) -> str:
    """Return an atlas's address as it was written, without a slash at its end.

    Raises
    ------
    ValueError
        If no browser could open it; the message calls it by its name, and says how to write one.
    """
    if address and not _base(address):
        example = "https://atlas.example.org or https://example.org/sahel"
        raise ValueError(f"{name} is '{address}', which no browser could open; write it like {example}")
    return address.rstrip("/")


def _base(url: str) -> str:
    """Return scheme, host and path of an address, without a slash at its end; empty if it is none of the web's."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    sound = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) and _PATH.fullmatch(path)
    return f"{parts.scheme}://{parts.netloc}{path}" if sound and not parts.query and not parts.fragment else ""


def public_address(request: str | Mapping[str, str], setting: Deployment, scheme: str = "http") -> str:
    """Return the address of the page for others, without a slash at its end.

    Parameters
    ----------
    request
        The page's address as a browser shows it, such as `st.context.url`: true
        behind any proxy. Or the headers of a request, where only they are known.
    setting
        What the one who runs the atlas says; its address outdoes the request.
    scheme
        How the request came; for headers, which do not tell.

    Returns
    -------
    address
        Empty where nothing is known: addresses are then those of the page's own host.

    Examples
    --------
    >>> public_address("https://atlas.example.org/sahel/?date=2024-08-05", Deployment())
    'https://atlas.example.org/sahel'
    >>> headers = {"Host": "127.0.0.1:8501", "X-Forwarded-Host": "atlas.example.org", "X-Forwarded-Proto": "https"}
    >>> public_address(headers, Deployment())
    'http://127.0.0.1:8501'
    >>> public_address(headers, Deployment(trusts_proxy=True))
    'https://atlas.example.org'
    """
    if setting.address:
        return setting.address
    if isinstance(request, str):
        return _base(request.partition("#")[0].partition("?")[0])
    headers = {name.lower(): value.split(",")[0].strip() for name, value in request.items()}
    own = _base(f"{scheme}://{headers.get('host', '')}{setting.root}")
    if not setting.trusts_proxy:
        return own
    scheme = headers.get("x-forwarded-proto", scheme)
    host = headers.get("x-forwarded-host", headers.get("host", ""))
    before = headers.get("x-forwarded-prefix", "").rstrip("/")
    return _base(f"{scheme}://{host}{before}{setting.root}") or own


def view_link(base: str, view: View, choices: Choices) -> str:
    """Return the address of a view for others, whatever the defaults are when they open it.

    Parameters
    ----------
    base
        The atlas's address: see `public_address`.
    view, choices
        The view, and what can be chosen.
    """
    return f"{base}/?{_query(permanent(view, choices))}"


def live_link(base: str, view: View, choices: Choices) -> str:
    """Return the address of a view to embed, which shows the record as it is on the day of reading."""
    return f"{base}/?embed=true&{_query(permanent(view, choices))}"


def frozen_link(base: str, view: View, choices: Choices, version: str) -> str:
    """Return the address of a view to embed, which stays at a version of the record."""
    return f"{base}/frozen/{version}/?embed=true&{_query(permanent(view, choices))}"


def snippet(address: str, title: str, height: int) -> str:
    """Return the HTML that embeds an address.

    Parameters
    ----------
    address
        What to embed.
    title
        What a screen reader calls it.
    height
        Pixels of CSS; it is as wide as the page around it.

    Examples
    --------
    >>> snippet("https://example.org/?embed=true&lang=en", "Sahel Atlas", 600)[:63]
    '<iframe src="https://example.org/?embed=true&amp;lang=en" title'
    """
    return markup("embed.html.jinja").render(address=address, title=title, height=height)


class File(NamedTuple):
    """A file of a view: its suffix, its address, and a name to keep it under."""

    suffix: str
    address: str
    name: str


SHOWN = {"png": "map.png", "svg": "map.svg", "pdf": "map.pdf", "html": "atlas.html"}
"""Files that show a view, by suffix."""

TABLES = {"csv": "events.csv", "xlsx": "atlas.xlsx", "geojson": "events.geojson", "parquet": "events.parquet"}
"""Files that hold the tables of a view's filters and trail, by suffix."""


def files(base: str, view: View, choices: Choices) -> tuple[File, ...]:
    """Return the files of a view.

    Parameters
    ----------
    base
        The address of the page itself: browsers give a file its name only where it comes from the page's own host.
    view, choices
        The view, and what can be chosen.
    """
    whole, filtered = _query(permanent(view, choices)), _query(between(view))
    of_view = (File(suffix, f"{base}/api/{name}?{whole}", name) for suffix, name in SHOWN.items())
    of_tables = (File(suffix, f"{base}/api/{name}?{filtered}", name) for suffix, name in TABLES.items())
    return tuple(file._replace(name=_dated(file.name, view.date)) for file in (*of_view, *of_tables))


def between(view: View) -> dict[str, list[str]]:
    """Return the filters of a view and the days of its trail, as the addresses under ``/api`` take them.

    Examples
    --------
    >>> between(View(date(2024, 8, 5), force=("USA",), trail="3m"))
    {'force': ['USA'], 'from': ['2024-05-06'], 'to': ['2024-08-05']}
    """
    chosen = {facet: list(getattr(view, facet)) for facet in FACETS if getattr(view, facet)}
    words = {"q": [view.q]} if view.q else {}
    begins = view.trail_begins
    since = {"from": [begins.isoformat()]} if begins != date.min else {}
    return {**chosen, **words, **since, "to": [view.date.isoformat()]}


def _dated(name: str, day: date) -> str:
    """Return the name under which a file is kept.

    Examples
    --------
    >>> _dated("map.png", date(2024, 8, 5)), _dated("atlas.html", date(2024, 8, 5))
    ('sahel-atlas-map-2024-08-05.png', 'sahel-atlas-2024-08-05.html')
    """
    stem, _, suffix = name.partition(".")
    return f"sahel-atlas-{day}.{suffix}" if stem == "atlas" else f"sahel-atlas-{stem}-{day}.{suffix}"


def _query(parameters: Mapping[str, list[str]]) -> str:
    return urlencode(parameters, doseq=True)

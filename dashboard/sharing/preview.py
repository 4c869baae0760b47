"""What a page says of itself to those who do not run it: search engines, and whatever previews a link.

Messengers and social networks fetch the page, run no script and read its head. So
the head tells of the view that the address asks for, with its picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlencode

from dashboard.export.layout import LAYOUTS
from dashboard.sharing.described import described
from dashboard.shown import selected
from dashboard.templating import markup
from dashboard.view import FACETS, Choices, Language, View, encode, permanent
from dashboard.wording import LANGUAGES, Wording
from geodata.record import Record

PageName = Literal["", "data"]
LOCALES: dict[Language, str] = {"en": "en_GB", "fr": "fr_FR"}
PICTURED = ("date", *FACETS, "trail", "event", "q", "lang")
"""The parts of a view that a picture can show."""


@dataclass(frozen=True)
class Preview:
    """What the head of a page tells.

    Attributes
    ----------
    lang
        Language of the page.
    title, description
        What it shows, in a line and in a few.
    address
        Its own, under which it shall be known.
    others
        Address by language, and of the one that follows the reader's: ``x-default``.
    image, alt
        Address of its picture, and the picture in words.
    """

    lang: Language
    title: str
    description: str
    address: str
    others: dict[str, str]
    image: str
    alt: str


def tags(view: View, record: Record, choices: Choices, base: str, page: PageName = "", image: str = "") -> str:
    """Return the tags of a page's head as HTML; whatever the address carried is escaped.

    Parameters
    ----------
    view
        What the page shows.
    record, choices
        The record, and what can be chosen.
    base
        The atlas's address for others, without a slash at its end.
    page
        Which of its pages.
    image
        Address of its picture, where it is not the server that draws it.
    """
    size = LAYOUTS["preview"]
    return markup("preview.html.jinja").render(
        preview=preview(view, record, choices, base, page, image),
        name=Wording(view.lang)("page.title"),
        locales=LOCALES,
        width=int(size.width),
        height=int(size.height),
    )


@lru_cache(maxsize=256)
def _described(view: View, record: Record) -> str:
    return described(view, record)


def preview(view: View, record: Record, choices: Choices, base: str, page: PageName = "", image: str = "") -> Preview:
    """Return what the head of a page tells; see `tags`."""
    say = Wording(view.lang)
    event = selected(record, view)
    day = say.date(view.date)
    named = say("data.title") if page else say.text(event.title) if event else ""
    pictured = {name: values for name, values in permanent(view, choices).items() if name in PICTURED}

    def address(lang: Language, *, told: bool = True) -> str:
        asked = encode(view, choices, view.lang) | ({"lang": [lang]} if told else {})
        return f"{base}/{page}{'?' if asked else ''}{urlencode(asked, doseq=True)}"

    return Preview(
        lang=view.lang,
        title=" · ".join(filter(None, (say("page.title"), day, named))),
        description=_described(view, record),
        address=address(view.lang),
        others={**{lang: address(lang) for lang in LANGUAGES}, "x-default": address(view.lang, told=False)},
        image=image or f"{base}/api/map.png?{urlencode({**pictured, 'size': 'preview'}, doseq=True)}",
        alt=say("preview.alt", date=day),
    )

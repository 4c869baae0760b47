"""The state of affairs in a sentence or three, for those who have only that much room."""

from __future__ import annotations

from dashboard.filters import Span, passing
from dashboard.view import View
from dashboard.wording import Wording
from geodata.record import Record
from geodata.state import State, as_of

LONGEST = 200
"""Signs; what shows a link's preview cuts not much later, and in the middle of a word."""


def described(view: View, record: Record) -> str:
    """Return what a view shows in words: who stood with whom on its date, and the last event that passes its filters.

    Parameters
    ----------
    view
        For date, filters and language.
    record
        The record.

    Examples
    --------
    >>> from datetime import date
    >>> from geodata.record import own_record
    >>> described(View(date(2024, 8, 5)), own_record())[:31]
    'AES: Burkina Faso, Mali, Niger.'
    """
    say = Wording(view.lang)
    state = as_of(view.date, record)
    told = [*_alliances(state, record, say), say("preview.bases", n=len(state.bases))]
    happened = passing(record, view, Span(last=view.date))
    if happened:
        told.append(say("preview.last", title=say.text(happened[-1].title)))
    return shortened(" ".join(told), LONGEST)


def _alliances(state: State, record: Record, say: Wording) -> list[str]:
    aes, ecowas = (state.alliances.get(alliance) for alliance in ("AES", "ECOWAS"))
    told = []
    if aes and aes.members:
        names = ", ".join(sorted(map(say.country, aes.members)))
        told.append(say("preview.alliance", alliance=say.actor("AES", record), told=names))
    if ecowas:
        counts = (
            ("preview.members", ecowas.members),
            ("panel.suspended", ecowas.suspended),
            ("panel.exit_announced", ecowas.exit_announced),
        )
        numbers = ", ".join(say(key, n=len(countries)) for key, countries in counts if countries)
        told.append(say("preview.alliance", alliance=say.actor("ECOWAS", record), told=numbers))
    return told


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many signs, cut after a word where it is longer.

    Examples
    --------
    >>> shortened("Foreign bases in use", 14), shortened("Foreign", 14)
    ('Foreign bases…', 'Foreign')
    """
    if len(text) <= most:
        return text
    kept, _, _ = text[:most].rpartition(" ")
    return f"{kept.rstrip(' ,.;:–') or text[: most - 1]}…"

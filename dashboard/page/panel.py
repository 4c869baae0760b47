"""The panel beside the map: a component that draws itself in the browser from the map's own payload.

Streamlit carries the view, a few hundred bytes; what is shown of it is decided in
``browser/panel.js`` by the same functions as on the map, while the date still moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import streamlit as st

from dashboard import BROWSER
from dashboard.map.assets import Assets
from dashboard.page import session
from dashboard.view import Choices

LOADER = BROWSER / "panel_loader.js"
KEY = "panel-view"


def show(message: Mapping[str, Any], assets: Assets, choices: Choices) -> None:
    """Show the state of the day and the trail's events.

    Parameters
    ----------
    message
        What the map is told, too: see ``browser/message.js``.
    assets
        For the address of the panel's script, which knows the others.
    choices
        For the days that can be shown.
    """
    _component()(
        key=KEY,
        data={"message": message, "script": assets.panel.address},
        on_chosen_change=choose,
        on_day_change=lambda: go(choices),
    )


def choose() -> None:
    """Select the event whose card the reader chose; chosen again, it is let go."""
    event = st.session_state[KEY].chosen
    if event is not None:
        session.change(event=None if event == session.view().event else str(event))


def go(choices: Choices) -> None:
    """Move to the day that the panel offered."""
    day = st.session_state[KEY].day
    if day is not None:
        session.change(date=choices.clamp(date.fromisoformat(str(day))))


@cache
def _component() -> Any:
    return st.components.v2.component("sahel_atlas_panel", js=LOADER.read_text(encoding="utf-8"), isolate_styles=False)

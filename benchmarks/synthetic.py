"""Records of any size, made of the real events."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from geodata.record import default_files, own_record


def synthetic(size: int, folder: Path, suffix: str = "yaml") -> Path:
    """Write an events file of a size: the real events, over and over, under new ids.

    A small file keeps the events that memberships, bases and forces point to. Copies fall on any day of the record.

    Parameters
    ----------
    size
        How many events.
    folder
        Where to write it.
    suffix
        ``yaml``, or ``json``, which is read much faster.
    """
    record = own_record()
    lasting = (*record.memberships, *record.bases, *record.forces)
    needed = {one.began_with for one in lasting} | {one.ended_with for one in lasting}
    needed |= {stage.event for alliance in record.alliances for stage in alliance.stages}
    own = yaml.safe_load(default_files()["events.yaml"].read_text(encoding="utf-8"))["events"]
    own.sort(key=lambda event: event["id"] not in needed)
    events = []
    for number in range(size):
        event, turn = own[number % len(own)], number // len(own)
        name = f"{event['id']}-copy-{turn}" if turn else event["id"]
        events.append({**event, "id": name, "related": [], **(varied(event, number) if turn else {})})
    file = folder / f"events-{size}.{suffix}"
    write = (
        partial(json.dumps, default=str)
        if suffix == "json"
        else partial(yaml.dump, allow_unicode=True, sort_keys=False)
    )
    file.write_text(write({"events": events}), encoding="utf-8")
    return file


def varied(event: dict[str, Any], number: int) -> dict[str, Any]:
    """Return another title, place and day, so that copies do not compress better than events would."""
    chance = random.Random(number)
    title = {lang: " ".join(chance.sample(words := text.split(), len(words))) for lang, text in event["title"].items()}
    shift = {axis: round(event["place"][axis] + chance.uniform(-0.2, 0.2), 3) for axis in ("lat", "lon")}
    day = date(2012, 1, 1) + timedelta(chance.randrange(5_290))
    return {"title": title, "place": {**event["place"], **shift}, "date": day.isoformat(), "until": None}

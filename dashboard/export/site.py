"""A static site of the atlas, which any web server or CDN can carry: pages, assets, data, pictures."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from dashboard.export import FORMATS, Order
from dashboard.export.alone import as_file, beside
from dashboard.map.assets import FONT, build, font, styles
from dashboard.map.texts import piece, pieces
from dashboard.sharing.preview import tags
from dashboard.wording import LANGUAGES
from geodata.columns import TABLES

MARK = "sahel-atlas.json"
"""The file by which a folder is known as a site of ours, which may be replaced by a newer one."""

Make = Callable[[], bytes]


def write_site(folder: Path, order: Order, progress: Callable[[str, int, int], None] = lambda *_: None) -> None:
    """Write a site into a folder: afterwards it holds all of it, or what it held before.

    Parameters
    ----------
    folder
        Where. It may hold an earlier site, or nothing.
    order
        What its first page shows, and the record.
    progress
        Hears of each file: its name, how many are done, and how many there are.

    Raises
    ------
    ValueError
        If the folder holds something else.
    OSError
        If it cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and (not any(folder.iterdir()) or (folder / MARK).is_file())):
        raise ValueError(f"{folder} holds something that is not a site of the atlas; name a new or an empty folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as name:
        fresh, before = Path(name) / "new", Path(name) / "old"
        contents = list(_files(order))
        for number, (path, make) in enumerate(contents):
            progress(path, number, len(contents))
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(make())
        if folder.exists():
            folder.rename(before)
        try:
            fresh.rename(folder)
        except OSError:
            if before.exists():
                before.rename(folder)
            raise
        shutil.rmtree(before, ignore_errors=True)


def _files(order: Order) -> Iterator[tuple[str, Make]]:
    """Yield the site's files: the path of each, and what makes its content."""
    record, assets = order.record, build(order.record)
    for lang in LANGUAGES:
        own, up = ("index.html", "") if lang == LANGUAGES[0] else (f"{lang}/index.html", "../")
        view = replace(order.view, lang=lang)
        told = ""
        if order.address:
            told = tags(view, record, order.choices, order.address, image=f"{order.address}/pictures/{lang}.png")
        yield own, partial(beside, view, record, order.choices, assets, f"{up}assets/", told)
        yield f"pictures/{lang}.png", partial(FORMATS[".png"].make, replace(order, view=view, size="preview"))
    yield "atlas.html", partial(as_file, order.view, record, order.choices, assets)
    style = styles("atlas.css", "page.css", "alone.css").replace(FONT, font().name.encode())
    yield f"assets/{assets.alone_style.name}", lambda: style
    yield f"assets/{font().name}", font().read_bytes
    for asset in (assets.alone, assets.payload, assets.world, assets.regions):
        yield f"assets/{asset.name}", partial(bytes, asset.content)
    for name in pieces(record):
        yield f"assets/texts-{record.version}/{name}.json", partial(_piece, name, order)
    for suffix in (".csv", ".geojson", ".parquet"):
        for table in TABLES:
            yield f"data/{table}{suffix}", partial(FORMATS[suffix].make, replace(order, table=table))
    yield "data/atlas.xlsx", partial(FORMATS[".xlsx"].make, order)
    yield MARK, lambda: json.dumps({"record": record.version}).encode()


def _piece(name: str, order: Order) -> bytes:
    return piece(name, order.record) or b""

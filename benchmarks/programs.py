"""What programs wait for: the API at so many requests a second, its server on one core."""

from __future__ import annotations

import http.client
import os
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from urllib.parse import urlsplit

from rich.table import Table

from benchmarks.browsing import serving
from geodata.record import own_record

A_SECOND = 50
SECONDS = 10
DAYS = 5_000
KINDS = ("coup", "attack", "talks", "treaty", "withdrawal")


def programs() -> Table:
    """Ask what was never asked before, then the same again; times run from when a request was due."""
    asked = questions(A_SECOND * SECONDS)
    with ExitStack() as stack:
        with on_one_core():
            address = stack.enter_context(serving())
        ask(address, "/api/openapi.json")
        ask(address, "/api/map.png?size=preview")  # comes once the server is warm: see serving/warming.py
        cold, warm = load(address, asked), load(address, asked)
    table = Table(
        "address", "cold p50 ms", "cold p95 ms", "warm p50 ms", "warm p95 ms", title=f"The API at {A_SECOND} a second"
    )
    names = [path.partition("?")[0] for path in asked]
    for name in (*dict.fromkeys(names), "all"):
        chosen = [index for index, one in enumerate(names) if name in (one, "all")]
        figures = [figure for spans in (cold, warm) for figure in summary([spans[index] for index in chosen])]
        table.add_row(name, *(f"{figure * 1000:.1f}" for figure in figures))
    return table


def questions(number: int) -> list[str]:
    """Return as many different questions of all sorts."""
    chance = random.Random(1)
    first = own_record().coverage.begins.first
    asked = []
    for turn in range(number):
        start, end = sorted(first + timedelta(days) for days in chance.sample(range(DAYS), 2))
        asked.append(question(turn, start, end, chance))
    return asked


def question(turn: int, start: date, end: date, chance: random.Random) -> str:
    """Return one question; every tenth is for all events up to a day."""
    match turn % 10:
        case 0:
            return f"/api/events.geojson?to={end}"
        case 1 | 2 | 3:
            return f"/api/events.geojson?kind={chance.choice(KINDS)}&from={start}&to={end}"
        case 4 | 5 | 6:
            return f"/api/state.json?date={start}"
        case 7 | 8:
            return f"/api/changes.json?from={start}&to={end}"
        case _:
            return f"/api/feed.atom?lang={'fr' if turn % 20 == 9 else 'en'}"


def summary(spans: Sequence[float]) -> tuple[float, float]:
    """Return median and 95th percentile."""
    return statistics.median(spans), statistics.quantiles(spans, n=20, method="inclusive")[-1]


def load(address: str, asked: Sequence[str]) -> list[float]:
    """Ask one question after the other when it is due, whether or not others wait; return the seconds of each."""
    begin = time.perf_counter() + 0.2

    def one(turn: int) -> float:
        due = begin + turn / A_SECOND
        time.sleep(max(0, due - time.perf_counter()))
        ask(address, asked[turn])
        return time.perf_counter() - due

    with ThreadPoolExecutor(32) as pool:
        return list(pool.map(one, range(len(asked))))


def ask(address: str, path: str) -> None:
    """Ask once, over a connection of its own, and read the answer."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered with {answer.status}")


@contextmanager
def on_one_core() -> Iterator[None]:
    """Let what is started here run on one core, where the system can be told so."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(ours)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, ours)

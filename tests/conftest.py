"""What the tests share: the record, a running server, a browser."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from chromium import ARGUMENTS, NoChromiumError, find
from playwright.sync_api import FrameLocator, Page, expect

from geodata.record import Record, own_record
from geodata.state import Chronicle, chronicle_of

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def record() -> Record:
    return own_record()


@pytest.fixture(scope="session")
def chronicle(record: Record) -> Chronicle:
    return chronicle_of(record)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    try:
        return {"executable_path": find(), "args": ARGUMENTS}
    except NoChromiumError as error:
        pytest.exit(str(error), returncode=1)


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"viewport": {"width": 1440, "height": 900}, "locale": "en-US"}


@pytest.fixture
def atlas(page: Page, server: str) -> Iterator[Callable[..., FrameLocator]]:
    """Open the atlas; afterwards, nothing outside was asked and nothing failed."""
    outside: list[str] = []
    failures: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if is_outside(request.url) else None)
    page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: failures.append(str(error)))

    def is_outside(address: str) -> bool:
        return urlsplit(address).scheme in ("http", "https", "ws", "wss") and urlsplit(address).hostname != "localhost"

    yield lambda query="": open_atlas(page, server, query)
    assert outside == []
    assert failures == []


def open_atlas(page: Page, address: str, query: str = "") -> FrameLocator:
    """Open the atlas and wait until the map shows a day, and the page is whole: its head's tools come last."""
    page.goto(f"{address}/?{query}")
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for(timeout=30_000)
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", re.compile(r"\d{4}-\d\d-\d\d"))
    page.locator(".st-key-panel .state h2").wait_for()
    page.locator(".st-key-head [data-testid=stButtonGroup] button").last.wait_for()
    return frame


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with serving() as address:
        yield address


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(*options: str, port: int = 0) -> Iterator[str]:
    """Run the atlas as a reader would, and give its address."""
    port = port or free_port()
    with running(
        [sys.executable, "-m", "dashboard", "serve", "--no-browser", "--port", str(port), *options], port
    ) as it:
        yield it


@contextmanager
def running(command: list[str], port: int, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run a Streamlit server, and give its address once it answers."""
    address = f"http://localhost:{port}"
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(command, cwd=cwd, env=env, stdout=said, stderr=subprocess.STDOUT, text=True) as process,
    ):
        try:
            for _ in range(900):
                if process.poll() is not None or answers(address + "/_stcore/health"):
                    break
                time.sleep(0.1)
            if process.poll() is not None or not answers(address + "/_stcore/health"):
                said.seek(0)
                pytest.fail(f"the server did not answer within 90 s, or ended: {said.read()}")
            yield address
        finally:
            process.terminate()
            process.wait(10)


def answers(address: str) -> bool:
    """Whether a server answers."""
    try:
        urllib.request.urlopen(address, timeout=2).close()
    except OSError:
        return False
    return True

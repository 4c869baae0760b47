"""What the tests share: the record, a running server, a browser."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import ARGUMENTS, NoChromiumError, find

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


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with serving() as address:
        yield address


@contextmanager
def serving() -> Iterator[str]:
    """Run the atlas as a reader would, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", "serve", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        address = f"http://localhost:{port}"
        try:
            _wait_for(address + "/_stcore/health", process)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            assert process.stdout
            pytest.fail(f"the server ended: {process.stdout.read()}")
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not answer within 30 s")

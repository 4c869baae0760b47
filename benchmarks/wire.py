"""What really crosses the line: a relay between browser and server that counts bytes both ways."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.browsing import free_port


@dataclass
class Wire:
    """Bytes that crossed so far, as TCP carries them: after compression, heads of answers included.

    Attributes
    ----------
    address
        Where the relay stands in for the server.
    down, up
        Bytes to the browser and from it.
    """

    address: str
    down: int = 0
    up: int = 0


@contextmanager
def wired(address: str) -> Iterator[Wire]:
    """Run a relay before a server, on a thread of its own."""
    port = free_port()
    wire = Wire(f"http://localhost:{port}")
    loop = asyncio.new_event_loop()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to_server = await asyncio.open_connection("localhost", int(address.rpartition(":")[2]))
        await asyncio.gather(pump(reader, to_server[1], "up"), pump(to_server[0], writer, "down"))

    async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter, way: str) -> None:
        try:
            while data := await source.read(65_536):
                setattr(wire, way, getattr(wire, way) + len(data))
                target.write(data)
                await target.drain()
        except ConnectionError:
            pass  # the browser closed its page
        finally:
            target.close()

    loop.run_until_complete(asyncio.start_server(relay, "localhost", port))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

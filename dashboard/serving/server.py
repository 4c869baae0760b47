"""Runs the page's server.

Streamlit's own runner would do, but for one thing: it opens its socket in a way in which
asyncio leaves Nagle's algorithm on. Each small answer is then held back until the browser
acknowledges its head, 40 ms later, and a page is a hundred small answers. Here uvicorn
opens the socket itself.
"""

from __future__ import annotations

import os
import socket
import sys
import tomllib
import webbrowser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import uvicorn
from streamlit.config import get_option
from streamlit.web.bootstrap import load_config_options

HERE = Path(__file__).parents[1]
TRIED = 20
"""How many ports after the wanted one are tried, where it is taken."""
CLOSING = 3
"""Seconds that open connections get to end when the server ends."""


def run(port: int, address: str, browser: bool) -> None:
    """Serve the page until it is interrupted.

    Parameters
    ----------
    port
        The first port to try.
    address
        The address to listen on, such as ``localhost``.
    browser
        Whether to open the browser.

    Raises
    ------
    OSError
        If neither the port nor one of the next is free.
    """
    port = free_port(address, port)
    configure({"server.port": port, "server.address": address, "server.headless": not browser})
    from dashboard.app import app

    config = uvicorn.Config(
        app,
        host=address,
        port=port,
        ws="websockets-sansio",
        ws_per_message_deflate=bool(get_option("server.enableWebsocketCompression")),
        log_level="warning",
        timeout_graceful_shutdown=CLOSING,
    )
    _Server(config, f"http://{address}:{port}", browser).run()


class _Server(uvicorn.Server):
    """A server that says where it is, once it is there."""

    def __init__(self, config: uvicorn.Config, where: str, browser: bool) -> None:
        super().__init__(config)
        self.where, self.browser = where, browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the socket."""
        await super().startup(sockets)
        print(f"Sahel Atlas is at {self.where} (Ctrl+C ends it)", file=sys.stderr)
        if self.browser:
            webbrowser.open(self.where)


def configure(settings: Mapping[str, Any]) -> None:
    """Set Streamlit's options: these, and those of our ``config.toml`` wherever the atlas is run from."""
    load_config_options({**dict(_flat(own_settings())), **settings})


def own_settings() -> dict[str, Any]:
    """Return what our ``config.toml`` says; it stands beside the package in a checkout, and in it once installed."""
    file = next(
        path for path in (HERE / ".streamlit/config.toml", HERE.parent / ".streamlit/config.toml") if path.is_file()
    )
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def free_port(address: str, wanted: int) -> int:
    """Return the wanted port, or the next one on which nobody listens.

    Raises
    ------
    OSError
        If none is free, or the address is not one of this machine's.
    """
    family, *_ = socket.getaddrinfo(address, wanted, type=socket.SOCK_STREAM)[0]
    for port in range(wanted, wanted + TRIED):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError as error:
                taken = error
            else:
                return port
    raise taken

"""A server on this machine that stands in for the public ones from which Folium's maps load their scripts."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from xstatic.pkg import leaflet

PACKAGES = {
    "timeline.js": ("leaflet.timeline@1.6.0", "package/dist/leaflet.timeline.js"),
    "moment.js": ("moment@2.18.1", "package/min/moment.min.js"),
}
"""What the npm registry has to give, in the versions that ``folium/plugins/timeline.py`` names."""


@contextmanager
def serving_scripts(*, plugins: bool) -> Iterator[str]:
    """Serve the scripts from a temporary folder, and give the server's address.

    Parameters
    ----------
    plugins
        Whether to fetch the Timeline plugin and Moment from the npm registry.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("leaflet.js", "leaflet.css"):
            shutil.copy(Path(leaflet.BASE_DIR) / file, folder)
        for file, (package, member) in PACKAGES.items() if plugins else ():
            (folder / file).write_bytes(_from_npm(package, member, folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()


def _from_npm(package: str, member: str, folder: Path) -> bytes:
    command = ["npm", "pack", package, "--silent", "--pack-destination", str(folder)]
    packed = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.split()[-1]
    with tarfile.open(folder / packed) as archive:
        file = archive.extractfile(member)
        assert file
        return file.read()


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Let the browser keep the files, as the public servers do."""
        self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

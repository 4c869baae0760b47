"""The atlas as readers see it, made from what `geodata` knows.

A `view` is what a reader looks at. `page` holds the scripts that Streamlit runs for each
reader, `map` what their browsers are given once, ``browser/`` what runs there; `serving` is
all around Streamlit on the server. `sharing`, `export` and `api` pass a view on: as an address,
as files, to programs.
"""

from pathlib import Path

BROWSER = Path(__file__).parent / "browser"
"""The scripts and styles that run in the browser."""

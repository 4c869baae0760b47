"""The Jinja templates: HTML, and the scripts of Folium elements, which take their values as JSON."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), trim_blocks=True, lstrip_blocks=True
)
_environment.policies["json.dumps_kwargs"] = {"sort_keys": False}  # the order of things is theirs


@cache
def template(name: str) -> Template:
    """Return a template of ``dashboard/templates/``."""
    return _environment.get_template(name)

"""The Jinja templates: scripts of Folium elements, which take their values as JSON, and HTML, which escapes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

_loader = FileSystemLoader(Path(__file__).parent / "templates")
_environment = Environment(loader=_loader, trim_blocks=True, lstrip_blocks=True)
_markup = Environment(loader=_loader, trim_blocks=True, lstrip_blocks=True, autoescape=True)
_environment.policies["json.dumps_kwargs"] = {"sort_keys": False}  # the order of things is theirs


@cache
def template(name: str) -> Template:
    """Return a template of ``dashboard/templates/``."""
    return _environment.get_template(name)


@cache
def markup(name: str) -> Template:
    """Return a template of ``dashboard/templates/`` that writes HTML: what is filled in cannot be read as markup."""
    return _markup.get_template(name)

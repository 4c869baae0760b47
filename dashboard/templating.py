"""Jinja templates: those of HTML escape what they are given, those of scripts get JSON."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template, select_autoescape

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(enabled_extensions=("html.jinja",)),
    trim_blocks=True,
    lstrip_blocks=True,
)


@cache
def template(name: str) -> Template:
    """Return a template of ``dashboard/templates/``."""
    return _environment.get_template(name)


def render(name: str, **values: Any) -> str:
    """Fill in a template; text from the record is escaped."""
    return template(name).render(**values)

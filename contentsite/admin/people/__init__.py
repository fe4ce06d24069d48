"""People and groups: who can sign in, what they are members of, and what they may do in the whole site."""

from __future__ import annotations

from typing import Final

from pyramid.config import Configurator

PARTS: Final = (
    ".listing",
    ".invitation",
    ".adding",
    ".person",
    ".groups",
    ".group",
    ".account",
    ".tokens",
)


def includeme(config: Configurator) -> None:
    """Register the screens, and give templates their parts."""
    config.add_template_parts("people", "contentsite:admin/templates/people_parts.jinja2")
    for part in PARTS:
        config.include(part)

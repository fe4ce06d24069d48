"""The form of a page, new or not, and what stands around it: draft, preview, address, state, and who else writes it."""

from __future__ import annotations

from typing import Final

from pyramid.config import Configurator

PARTS: Final = "contentsite:admin/templates/writing.jinja2"


def includeme(config: Configurator) -> None:
    """Register the screens and what their scripts ask for, and the parts of a screen as `writing`."""
    config.add_template_parts("writing", PARTS)
    for part in (".add", ".edit", ".unsent", ".keeping", ".live", ".address"):
        config.include(part)

"""What stands around the form of a page: its draft, its preview, its address, its state, and who else writes it."""

from __future__ import annotations

from typing import Final

from pyramid.config import Configurator

PARTS: Final = "contentsite:admin/templates/writing.jinja2"


def includeme(config: Configurator) -> None:
    """Register what the scripts of a form ask for, and the parts of its screen as `writing`."""
    config.add_template_parts("writing", PARTS)
    for part in (".keeping", ".live", ".address"):
        config.include(part)

"""Settings: what is set of the site as a whole, a short form a page, and what the ini file says."""

from __future__ import annotations

from typing import Final

from pyramid.config import Configurator

from contentsite.admin.shell import add_section
from contentsite.security.role import MANAGE
from contentsite.sentence import _

PARTS: Final = (".site", ".theme", ".mail", ".ini")


def includeme(config: Configurator) -> None:
    """Register the screens."""
    add_section(config, _("Settings"), "settings", "settings", MANAGE, keys="g s")
    for part in PARTS:
        config.include(part)

"""`/@@settings`: what the site is called, what it is about, its language, what stands at the bottom of each page."""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages
from contentsite.admin.screen import add_site_screen
from contentsite.security.role import MANAGE
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.clock import zone_of
from contentsite.web.request import Request

from .live import form_of, saved, shown

FIELDS: Final = ("title", "description", "language", "footer")


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show the form, and how a search engine would show the home page."""
    return shown(request, form_of(request, FIELDS), **_around(request))


def save(_context: Node, request: Request) -> Any:
    """Store what was typed."""
    return saved(request, form_of(request, FIELDS), **_around(request))


def _around(request: Request) -> dict[str, str]:
    return {
        "address": request.origin + request.address(request.home),
        "zone": zone_of(request)[0].replace("_", " "),
        "language": request.settings.site.language,
    }


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_site_screen(config, "settings", MANAGE, show=show, save=save)
    add_messages(config, {"settings": _("The settings were saved. They hold at once.")})

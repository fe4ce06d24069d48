"""`/@@calendar`: what will begin or end to be public, by day, of what one may edit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from pyramid.config import Configurator

from contentsite.admin.screen import add_site_screen
from contentsite.admin.shell import WORK, add_section
from contentsite.catalog.ask import asking_of
from contentsite.declaration import types_of
from contentsite.security.role import ACCOUNT
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.clock import zone_of
from contentsite.web.request import Request


class Line(NamedTuple):
    """Something that happens by itself."""

    time: str
    node: Node
    icon: str
    begins: bool


class Day(NamedTuple):
    """What happens on one day, by the clock of the one who looks."""

    day: date
    lines: tuple[Line, ...]


def show(_context: Node, request: Request) -> Mapping[str, Any]:
    """Show the days to come on which something happens."""
    found = asking_of(request).planned()
    name, zone = zone_of(request)
    local = [(when.astimezone(zone), node, what) for when, node, what in found]
    days = [
        Day(
            day,
            tuple(
                Line(f"{when:%H:%M}", node, _icon(request, node), what == "begins")
                for when, node, what in each
            ),
        )
        for day, each in groupby(local, key=lambda row: row[0].date())
    ]
    return {"days": days, "zone": name}


def _icon(request: Request, node: Node) -> str:
    info = types_of(request.registry).of(type(node).__name__)
    return info.icon if info else "document"


def includeme(config: Configurator) -> None:
    """Register the screen; each sees what he may edit."""
    add_site_screen(config, "calendar", ACCOUNT, show=show)
    add_section(config, _("Calendar"), "calendar", "calendar", ACCOUNT, group=WORK, keys="g d")

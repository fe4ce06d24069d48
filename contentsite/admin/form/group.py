"""`/@@block`: the controls of one block, which a script puts into a form; nothing is stored.

What is asked for is a kind, or a block of a form with what was typed into it, which is drawn a second time.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.admin.given import text
from contentsite.admin.screen import add_site_screen
from contentsite.blocks import blocks_of
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .blocks import Group
from .widget import PREFIX

_FIELD: Final = re.compile(rf"{PREFIX}[a-z]\w{{0,100}}", re.ASCII | re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9]{1,9}")


def draw(_context: Node, request: Request) -> dict[str, Any]:
    """Draw a block as the group of controls with a number, empty or with what was typed into that of another."""
    field, kind = text(request, "field"), text(request, "kind")
    if not _FIELD.fullmatch(field) or kind not in blocks_of(request.registry):
        raise HTTPBadRequest(_("There is no such block."))
    made = Group(request, field, _number(request, "number"), kind, None)
    if text(request, "like"):
        original = Group(request, field, _number(request, "like"), kind, None)
        original.read(request.POST)
        made.like(original)
        made.was = text(request, f"{original.key}-was")[:16]
    made.is_open = True
    return {"key": field, "group": made}


def _number(request: Request, name: str) -> int:
    given = text(request, name)
    if not _NUMBER.fullmatch(given):
        raise HTTPBadRequest(_("Groups have numbers."))
    return int(given)


def includeme(config: Configurator) -> None:
    """Register the part."""
    add_site_screen(config, "block", "account", save=draw)

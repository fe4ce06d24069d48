"""`@@person/UID`: one user. Each part of the screen is a form of its own."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound

from contentsite.security.people import people_of
from contentsite.security.role import MANAGE
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..flash import add_messages
from ..given import text
from ..screen import add_site_screen
from .deeds import DEEDS, MESSAGES
from .shown import values


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show a user."""
    return values(request, _user(request))


def save(_context: Node, request: Request) -> Any:
    """Do with a user what the button says."""
    user, deed = _user(request), DEEDS.get(text(request, "what"))
    if deed is None:
        raise HTTPBadRequest(_("There is no such button."))
    return deed(request, user)


def _user(request: Request) -> User:
    """Return the user that the address names; HTTPNotFound where there is none."""
    found = people_of(request.site).user(request.subpath[0]) if len(request.subpath) == 1 else None
    if found is None:
        raise HTTPNotFound(_("There is no such person."))
    return found


def includeme(config: Configurator) -> None:
    """Register the screen, and let a uid follow it in addresses."""
    add_site_screen(config, "person", MANAGE, show=show, save=save, section="people")
    config.add_subpath_view("person")
    add_messages(config, MESSAGES)

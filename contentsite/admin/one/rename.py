"""`@@rename`: another name, and so another address."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages, go
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen, wrong
from contentsite.admin.shell import landing
from contentsite.editing.places import sentence
from contentsite.sentence import _
from contentsite.tree.container import NameTaken
from contentsite.tree.move import InvalidMove, rename
from contentsite.tree.name import InvalidName
from contentsite.tree.node import Node
from contentsite.web.request import Request


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show the present name."""
    return {"given": context.__name__, "reason": ""}


def save(context: Node, request: Request) -> Any:
    """Give the node the name that was typed."""
    given = text(request, "new-name")
    try:
        rename(context, given.strip())
    except NameTaken:
        reason = _("Something else in this folder has this name.")
    except (InvalidName, InvalidMove) as error:
        reason = sentence(error)
    else:
        return go(request, landing(request, context.__parent__ or context), "renamed", context)
    return wrong(request, {"given": given, "reason": request.translate(reason)})


def includeme(config: Configurator) -> None:
    """Register the screen: an address is public at once; `edit`, which changes a working copy, is not enough."""
    add_screen(config, "rename", "delete", show=show, save=save)
    add_messages(
        config, {"renamed": _("“{title}” has a new address. The old one leads there from now on.")}
    )

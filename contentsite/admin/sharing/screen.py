"""`@@sharing`: who may do what here and below; giving roles, taking them away, and inheriting none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.security.finding import find
from contentsite.security.managers import LastManager, keeping_a_manager
from contentsite.security.people import people_of
from contentsite.security.role import SHARE
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.workflow.sharing import block, give, take, unblock

from ..flash import add_messages, go
from ..given import text
from ..people.undo import LAST
from ..screen import add_screen, wrong
from ..shell import landing
from .shown import values

NOBODY_FOUND: Final = _("Nobody of this name or mail address was found.")
SEVERAL: Final = _("Choose one of these.")
NO_ROLE: Final = _("Choose a role.")
MESSAGES: Final[Mapping[str, str]] = {
    "sharing-give": _("The role was given."),
    "sharing-take": _("The role was taken away."),
    "sharing-block": _("Nothing is inherited here any more."),
    "sharing-unblock": _("What is given above holds here again."),
}


class Undecided(Unfit):
    """It is not clear yet to whom a role is to be given."""


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show who has which role, and who was searched for."""
    return values(request, context)


def save(context: Node, request: Request) -> Any:
    """Change the sharing; whoever would lose it himself by that is told before."""
    what = text(request, "what")
    if what not in DEEDS:
        raise HTTPBadRequest(_("There is no such button."))
    before = request.tm.savepoint(optimistic=True)
    try:
        with keeping_a_manager(request.site, people_of(request.site)):
            DEEDS[what](context, request)
    except LastManager:
        before.rollback()
        return _refused(context, request, what, LAST)
    except Unfit as error:
        return _refused(context, request, what, str(error))
    if request.has_permission(SHARE, context):
        return go(request, request.view_address(context, "@@sharing"), f"sharing-{what}")
    if not text(request, "confirmed"):
        before.rollback()
        return wrong(request, values(request, context, confirm=_typed(request, what)))
    return go(request, _way_out(context, request), f"sharing-{what}")


def _way_out(node: Node, request: Request) -> str:
    """Return where to go on after one has shut oneself out."""
    if request.has_permission("view", node):
        return landing(request, node)
    return request.address(request.home)


def _refused(node: Node, request: Request, what: str, reason: str) -> dict[str, Any]:
    said = _typed(request, what)
    shown = values(
        request,
        node,
        error=request.translate(reason),
        where=what,
        words=said["find"],
        chosen=said["whom"],
        role=said["role"],
    )
    return wrong(request, shown)


def _typed(request: Request, what: str) -> dict[str, str]:
    names = ("find", "whom", "role", "entry")
    return {"what": what, **{name: text(request, name) for name in names}}


def _give(node: Node, request: Request) -> None:
    people, role = people_of(request.site), text(request, "role")
    if not role:
        raise Unfit(NO_ROLE)
    give(node, request.who, request.workflows, people, _whom(request), role)


def _whom(request: Request) -> str:
    """Return the principal that was chosen, or that the words alone mean. Raises Undecided."""
    chosen, words = text(request, "whom"), text(request, "find")
    if chosen:
        return chosen
    found = find(people_of(request.site), words)
    if len(found) != 1:
        raise Undecided(SEVERAL if found else NOBODY_FOUND)
    return found[0].principal


def _take(node: Node, request: Request) -> None:
    principal, _, role = text(request, "entry").partition(" ")
    take(node, request.who, request.workflows, principal, role)


def _block(node: Node, request: Request) -> None:
    block(node, request.who, request.workflows)


def _unblock(node: Node, request: Request) -> None:
    unblock(node, request.who, request.workflows)


DEEDS: Final[Mapping[str, Callable[[Node, Request], None]]] = {
    "give": _give,
    "take": _take,
    "block": _block,
    "unblock": _unblock,
}


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "sharing", SHARE, show=show, save=save)
    add_messages(config, MESSAGES)

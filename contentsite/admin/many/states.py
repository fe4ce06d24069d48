"""`@@many-state`: several entries published, taken back, handed in: by one transition."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen
from contentsite.admin.shell import state_of
from contentsite.editing.states import change_state
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED
from contentsite.versions.working import publish_changes
from contentsite.web.request import Request
from contentsite.workflow.transition import NoTransition

from .selection import answer, do_each, selected


def save(context: Container, request: Request) -> Any:
    """Take the transition with each entry. To publish what is published publishes its changes."""
    way = text(request, "way")
    selection = selected(request, context)
    result = do_each(request, selection.nodes, lambda node: _go(request, node, way), selection.gone)
    return answer(request, context, result, "state")


def _go(request: Request, node: Node, way: str) -> None:
    if _has_changes_for(request, node, way):
        publish_changes(node)
        return
    try:
        change_state(node, request, way, None, None)
    except NoTransition as error:
        state = request.translate(state_of(request, node).title)
        raise Unfit(_("This is no way out of its state, “{state}”.", state=state)) from error


def _has_changes_for(request: Request, node: Node, way: str) -> bool:
    """Tell whether this means the unpublished changes of a published node, which one may publish."""
    workflow = request.workflows.get(node.__workflow__)
    targets = {each.target for each in workflow.transitions if each.name == way} if workflow else ()
    is_meant = node.state == PUBLISHED in targets and node._working is not None
    return is_meant and bool(request.has_permission("publish", node))


def includeme(config: Configurator) -> None:
    """Register it: each transition asks for its own permission."""
    add_screen(config, "many-state", "view", save=save, context=Container, template="many_done")
    add_messages(config, {"state-many": _("The state of {number} entries was changed.")})

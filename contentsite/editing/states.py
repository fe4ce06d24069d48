"""The ways out of the state of a node that somebody may take."""

from __future__ import annotations

from datetime import datetime

from pyramid.httpexceptions import HTTPForbidden

from contentsite.security.role import EDIT, PUBLISH
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED, InvalidWindow
from contentsite.versions.history import append, last_of
from contentsite.versions.version import SAVED
from contentsite.web.request import Request
from contentsite.workflow.transition import NoTransition, do_transition, transition_of
from contentsite.workflow.workflow import Transition


def ways(context: Node, request: Request) -> tuple[Transition, ...]:
    """Return the transitions that the one who asks may take here, publication first."""
    workflow = request.workflows.get(context.__workflow__)
    found = workflow.from_state(context.state) if workflow else ()
    allowed = [each for each in found if request.has_permission(each.permission, context)]
    # first what most come for
    return tuple(sorted(allowed, key=lambda each: each.target != PUBLISHED))


def change_state(
    node: Node,
    request: Request,
    name: str,
    at: datetime | None,
    until: datetime | None,
    note: str = "",
) -> None:
    """Take the transition of this name; without one, set the moments of what is published.

    A note stands in the history, for whoever comes next.

    Raises HTTPForbidden, ValueError with what speaks against it (NoTransition where no such way leads
    out of the state), and ValidationError where the working copy cannot be published.
    """
    workflow = request.workflows.get(node.__workflow__)
    if workflow is None:
        raise NoTransition(_("its workflow is not installed"))
    permission = transition_of(workflow, node, name).permission if name else "publish"
    if not request.has_permission(permission, node):
        raise HTTPForbidden(_("You may not do this here."))
    if name:
        do_transition(workflow, node, name, at, until)
        _leave_note(node, note)
    elif node.state != PUBLISHED:
        raise NoTransition(_("it is not published"))
    elif at and until and until <= at:
        raise InvalidWindow
    else:
        node.publish(at, until)


def may_end_changes(request: Request, node: Node, *, publishes: bool) -> bool:
    """Tell whether the one who asks may put the unpublished changes of a node live, or else drop them."""
    needed = (PUBLISH,) if publishes else (PUBLISH, EDIT)
    return any(request.has_permission(each, node) for each in needed)


def _leave_note(node: Node, note: str) -> None:
    last = last_of(node)
    if note and (last is None or last.comment != note):
        append(node, SAVED, note)

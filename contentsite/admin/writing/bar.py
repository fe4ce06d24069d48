"""The bar below a form: saving, the one thing that mostly follows, and the state with the other ways out of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from pyramid.httpexceptions import HTTPForbidden

from contentsite.declaration import TypeInfo
from contentsite.editing.states import change_state, ways
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED, InvalidWindow
from contentsite.versions.working import publish_changes
from contentsite.web.clock import read_moment, shown_moment, zone_of
from contentsite.web.request import Request
from contentsite.workflow.transition import NoTransition, transition_of
from contentsite.workflow.workflow import State, Transition

from ..given import text
from ..shell import state_of

MOMENTS: Final = ("publish-at", "expire-at")
WAITING: Final = "waiting"


class Button(NamedTuple):
    """What saves and does something else: a control of a form, with its value."""

    name: str
    value: str
    title: str


class Bar(NamedTuple):
    """What the bar shows of the state of a page."""

    state: State
    is_changed: bool
    """Whether a published page has unpublished changes."""
    is_shown: bool
    """Whether its window is open."""
    primary: Button | None
    ways: tuple[Transition, ...]
    may_plan: bool
    """Whether the moments of what is published can be changed."""
    has_moments: bool
    texts: dict[str, str]
    zone: str


class Asked(NamedTuple):
    """What is to be done when the form is saved: a way out of the state, or the changes published."""

    transition: str
    publishes: bool
    moments: tuple[datetime | None, datetime | None] | None
    """Those that were typed, None where they are as they were."""


def bar_of(request: Request, node: Node) -> Bar:
    """Return the bar of a page, or of one that is about to be made."""
    found, may_publish = ways(node, request), request.has_permission("publish", node)
    is_public = node.state == PUBLISHED
    may_plan = is_public and may_publish
    return Bar(
        state_of(request, node),
        node._working is not None,
        node.is_live(request.now),
        _primary(request, node, found, may_publish=may_publish),
        found,
        may_plan,
        may_plan or any(each.target == PUBLISHED for each in found),
        _texts(request, node),
        zone_of(request)[0].replace("_", " "),
    )


def about_to_be(request: Request, folder: Container, info: TypeInfo) -> Node:
    """Return what looks like a new page of a type in a folder, for asking what may be done with it."""
    node = info.cls.__new__(info.cls)
    workflow = request.workflows.get(info.workflow)
    node.__parent__, node.owner = folder, request.who.uid
    node.state = workflow.initial if workflow else node.state
    return node


def asked(request: Request, node: Node) -> Asked:
    """Return what a form asks to be done besides saving.

    Raises HTTPForbidden for what one may not, and ValueError with what speaks against it.
    """
    publishes, name = "publish" in request.POST, text(request, "transition")
    if publishes and not request.has_permission("publish", node):
        raise HTTPForbidden(_("You may not publish this."))
    moments = _moments(request, node)
    if name:
        workflow = request.workflows.get(node.__workflow__)
        if workflow is None:
            raise NoTransition(_("its workflow is not installed"))
        if not request.has_permission(transition_of(workflow, node, name).permission, node):
            raise HTTPForbidden(_("You may not do this here."))
    return Asked(name, publishes, moments)


def carry_out(request: Request, node: Node, to_do: Asked, comment: str) -> str:
    """Do what was asked for, after the form is saved; return which message tells of it, "" for none."""
    if to_do.publishes and node._working is not None:
        publish_changes(node, comment)
    if to_do.transition:
        change_state(node, request, to_do.transition, *(to_do.moments or (None, None)), comment)
        return "moved-on"
    if to_do.moments and node.state == PUBLISHED and request.has_permission("publish", node):
        change_state(node, request, "", *to_do.moments)
    return ""


def _primary(
    request: Request, node: Node, found: tuple[Transition, ...], *, may_publish: bool
) -> Button | None:
    """Return what mostly follows: publishing, or handing in for somebody who may."""
    if node.state == PUBLISHED:
        title = request.translate("Save and publish")
        return Button("publish", "yes", title) if may_publish else None
    workflow = request.workflows[node.__workflow__] if found else None
    for each in found:
        if workflow and (each.target == PUBLISHED or workflow.state(each.target).kind == WAITING):
            return Button("transition", each.name, request.translate(each.title))
    return None


def _texts(request: Request, node: Node) -> dict[str, str]:
    stored = (shown_moment(request, node.publish_at), shown_moment(request, node.expire_at))
    # what was emptied is empty where the form comes back
    return {
        name: text(request, name) if name in request.POST else each
        for name, each in zip(MOMENTS, stored, strict=True)
    }


def _moments(request: Request, node: Node) -> tuple[datetime | None, datetime | None] | None:
    """Return the moments that were typed, None where none were sent or they are as they were."""
    if not any(name in request.POST for name in MOMENTS):
        return None
    given = tuple(text(request, name).strip() for name in MOMENTS)
    if given == (shown_moment(request, node.publish_at), shown_moment(request, node.expire_at)):
        return None if node.state == PUBLISHED else (node.publish_at, node.expire_at)
    at, until = (read_moment(request, each) for each in given)
    if at and until and until <= at:
        raise InvalidWindow
    return at, until

"""`@workflow`: the state of a node, the ways out of it, and those of its working copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NotRequired

from pyramid.httpexceptions import HTTPForbidden
from typing_extensions import TypedDict

from contentsite.editing.states import change_state, ways
from contentsite.security.role import EDIT, PUBLISH
from contentsite.tree.node import Node
from contentsite.versions.working import discard, publish_changes
from contentsite.web.request import Request

from ..endpoint import endpoint
from ..shape import GivenMoment, Sent, moment, url

PUBLISH_CHANGES = "publish-changes"
DISCARD_CHANGES = "discard-changes"


class State(TypedDict):
    """A state."""

    id: str
    title: str


Way = TypedDict("Way", {"@id": str, "title": str})
Workflow = TypedDict("Workflow", {"@id": str, "state": State, "transitions": list[Way]})


class Going(Sent):
    """When it is to become public, and to cease to be: for a way that publishes."""

    effective: NotRequired[GivenMoment]
    expires: NotRequired[GivenMoment]


class Gone(TypedDict):
    """What was done."""

    action: str
    actor: str
    comments: str
    review_state: str
    time: str | None
    title: str


@endpoint("workflow", component=True, summary="The state of this node, and the ways out of it")
def workflow(context: Node, request: Request) -> Workflow:
    """Those that the one who asks may go."""
    address = f"{url(request, context)}/@workflow"
    state: State = {"id": context.state, "title": _title(context, request)}
    found = [*_ways(context, request)]
    transitions: list[Way] = [{"@id": f"{address}/{name}", "title": title} for name, title in found]
    return {"@id": address, "state": state, "transitions": transitions}


@endpoint(
    "workflow",
    method="POST",
    path=("transition",),
    summary="Take a way out of the state",
    errors=(409,),
)
def go(context: Node, request: Request, transition: str, body: Going) -> Gone:
    """Each way has a permission of its own."""
    if not ways(context, request) and not request.has_permission(PUBLISH, context):
        # who can go nowhere is not told where ways lead
        raise HTTPForbidden("You may not do this here.")
    if transition in (PUBLISH_CHANGES, DISCARD_CHANGES):
        _settle(context, request, transition)
    else:
        at, until = body.get("effective"), body.get("expires")
        change_state(context, request, transition, at, until)
    return {
        "action": transition,
        "actor": request.who.name,
        "comments": "",
        "review_state": context.state,
        "time": moment(request.now),
        "title": _title(context, request),
    }


def _settle(node: Node, request: Request, name: str) -> None:
    """Publish or discard what was changed of a published node."""
    needed = (PUBLISH,) if name == PUBLISH_CHANGES else (EDIT, PUBLISH)
    if not any(request.has_permission(each, node) for each in needed):
        raise HTTPForbidden("You may not do this here.")
    (publish_changes if name == PUBLISH_CHANGES else discard)(node)


def _ways(node: Node, request: Request) -> Iterator[tuple[str, str]]:
    """Yield name and title of each way that may be taken."""
    for each in ways(node, request):
        yield each.name, request.translate(each.title)
    if node._working is not None:
        may_publish = request.has_permission(PUBLISH, node)
        if may_publish:
            yield PUBLISH_CHANGES, request.translate("Publish changes")
        if may_publish or request.has_permission(EDIT, node):
            yield DISCARD_CHANGES, request.translate("Discard changes")


def _title(node: Node, request: Request) -> str:
    rules = request.workflows.get(node.__workflow__)
    return request.translate(rules.state(node.state).title) if rules else node.state

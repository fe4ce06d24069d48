"""`@workflow`: the state of a node, the ways out of it, and those of its working copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import NotRequired

from pyramid.httpexceptions import HTTPForbidden
from typing_extensions import TypedDict

from contentsite.editing.states import change_state, may_end_changes, ways
from contentsite.security.audit.log import log_of
from contentsite.security.role import EDIT, PUBLISH
from contentsite.tree.moment import EPOCH
from contentsite.tree.node import Node
from contentsite.versions.working import discard, publish_changes
from contentsite.web.request import Request

from ..endpoint import endpoint
from ..shape import GivenMoment, Sent, moment, url

LOOKED_AT = 2_000
"""So many entries of the audit log are looked at: it has those of other nodes beside these."""
PUBLISH_CHANGES = "publish-changes"
DISCARD_CHANGES = "discard-changes"


class State(TypedDict):
    """A state."""

    id: str
    title: str


Way = TypedDict("Way", {"@id": str, "title": str})


class Going(Sent):
    """When it is to become public, and to cease to be: for a way that publishes."""

    effective: NotRequired[GivenMoment]
    expires: NotRequired[GivenMoment]


class Gone(TypedDict):
    """What was done."""

    action: str | None
    actor: str
    comments: str
    review_state: str
    time: str | None
    title: str


Workflow = TypedDict(
    "Workflow", {"@id": str, "state": State, "transitions": list[Way], "history": list[Gone]}
)


@endpoint("workflow", component=True, summary="The state of this node, and the ways out of it")
def workflow(context: Node, request: Request) -> Workflow:
    """Those that the one who asks may go; and who took which before, for those who may edit the node."""
    address = f"{url(request, context)}/@workflow"
    state: State = {"id": context.state, "title": _title(context, request, context.state)}
    found = [*_ways(context, request)]
    transitions: list[Way] = [{"@id": f"{address}/{name}", "title": title} for name, title in found]
    past = [*_past(context, request)] if request.has_permission(EDIT, context) else []
    return {"@id": address, "state": state, "transitions": transitions, "history": past}


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
    return _gone(context, request, context.state, request.who.name, request.now, transition)


def _past(node: Node, request: Request) -> Iterator[Gone]:
    """Yield the states that the audit log has of a node, the newest first: of the newest entries."""
    for stream in log_of(request.site).streams(node.uid, None):
        for (key, _shard), entry in islice(stream, LOOKED_AT):
            if entry.node == node.uid and entry.action == "state":
                when = EPOCH + timedelta(microseconds=-key)
                yield _gone(node, request, entry.detail.partition(" ")[0], entry.name, when)


def _gone(
    node: Node, request: Request, state: str, actor: str, when: datetime, action: str | None = None
) -> Gone:
    return {
        "action": action,
        "actor": actor,
        "comments": "",
        "review_state": state,
        "time": moment(when),
        "title": _title(node, request, state),
    }


def _settle(node: Node, request: Request, name: str) -> None:
    """Publish or discard what was changed of a published node."""
    publishes = name == PUBLISH_CHANGES
    if not may_end_changes(request, node, publishes=publishes):
        raise HTTPForbidden("You may not do this here.")
    (publish_changes if publishes else discard)(node)


def _ways(node: Node, request: Request) -> Iterator[tuple[str, str]]:
    """Yield name and title of each way that may be taken."""
    for each in ways(node, request):
        yield each.name, request.translate(each.title)
    if node._working is not None:
        if may_end_changes(request, node, publishes=True):
            yield PUBLISH_CHANGES, request.translate("Publish changes")
        if may_end_changes(request, node, publishes=False):
            yield DISCARD_CHANGES, request.translate("Discard changes")


def _title(node: Node, request: Request, state: str) -> str:
    rules = request.workflows.get(node.__workflow__)
    return request.translate(rules.state(state).title) if rules else state

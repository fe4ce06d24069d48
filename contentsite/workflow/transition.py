"""Going from one state to another."""

from __future__ import annotations

from datetime import datetime

from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED, InvalidWindow

from .workflow import Transition, Workflow


class NoTransition(ValueError):  # noqa: N818
    """The node cannot go this way; the message says which ways there are."""


def transition_of(workflow: Workflow, node: Node, name: str) -> Transition:
    """Return the transition of this name that leads out of the node's state; NoTransition where there is none."""
    ways = workflow.from_state(node.state)
    found = next((each for each in ways if each.name == name), None)
    if found is None:
        state = workflow.state(node.state).title
        known = ", ".join(each.name for each in ways) or "none"
        raise NoTransition(f"{node.title!r} is {state!r}; from there lead: {known}")
    return found


def do_transition(
    workflow: Workflow,
    node: Node,
    name: str,
    at: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """Take a node to another state; whether somebody may is asked before, by the transition's permission.

    `at` and `until` are when it becomes public and ceases to be, where it is published. Raises
    NoTransition, InvalidWindow for an end before the start, and ValueError for a moment without a time zone.
    """
    target = transition_of(workflow, node, name).target
    if target == PUBLISHED:
        if at and until and until <= at:
            raise InvalidWindow
        node.publish(at, until)
    else:
        node.retract(target)

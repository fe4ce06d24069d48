"""What a role means, in words that follow from the workflows: there is no second table that could be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from contentsite.security.role import (
    ADD,
    DELETE,
    EDIT,
    MANAGE,
    MANAGER,
    PERMISSIONS,
    PUBLISH,
    SHARE,
    VIEW,
)
from contentsite.web.request import Request
from contentsite.workflow.workflow import Workflow

VERBS: Final[Mapping[str, str]] = {
    VIEW: "see",
    ADD: "add",
    EDIT: "edit",
    PUBLISH: "publish",
    DELETE: "delete",
    SHARE: "share",
    MANAGE: "manage the site",
}
assert VERBS.keys() == set(PERMISSIONS)  # noqa: S101
Translate = Callable[[str], str]


def can(request: Request, role: str, workflow: str = "simple") -> str:
    """Return what a role may do in a workflow: "can see in any state, edit while “Draft”"."""
    say = request.translate
    rules = request.workflows.get(workflow)
    if role == MANAGER:
        return say("can do everything")
    found = list(_parts(say, role, rules)) if rules else []
    return say("can {what}").format(what=", ".join(found)) if found else say("can do nothing")


def listed(say: Translate, words: Sequence[str]) -> str:
    """Return words as a list: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return say("{words} and {last}").format(words=", ".join(words[:-1]), last=words[-1])


def _parts(say: Translate, role: str, rules: Workflow) -> Iterable[str]:
    """Yield what a role may do, by the states in which it may: those first that hold in all of them."""
    every = tuple(state.name for state in rules.states)
    by_states: dict[tuple[str, ...], list[str]] = {}
    for permission in PERMISSIONS:
        states = tuple(name for name in every if role in rules.allowed(name, permission))
        if states:
            by_states.setdefault(states, []).append(say(VERBS[permission]))
    for states in sorted(by_states, key=lambda states: -len(states)):
        verbs = listed(say, by_states[states])
        if states == every:
            yield say("{verbs} in any state").format(verbs=verbs)
        else:
            titles = [f"“{say(rules.state(name).title)}”" for name in states]
            yield say("{verbs} while {states}").format(verbs=verbs, states=listed(say, titles))

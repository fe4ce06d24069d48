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
from contentsite.sentence import _
from contentsite.web.request import Request
from contentsite.workflow.workflow import Workflow

VERBS: Final[Mapping[str, str]] = {
    VIEW: _("see"),
    ADD: _("add"),
    EDIT: _("edit"),
    PUBLISH: _("publish"),
    DELETE: _("delete"),
    SHARE: _("share"),
    MANAGE: _("manage the site"),
}
assert VERBS.keys() == set(PERMISSIONS)  # noqa: S101
MAY: Final[Mapping[str, str]] = {
    VIEW: _("{name} may see this."),
    ADD: _("{name} may add something here."),
    EDIT: _("{name} may edit this."),
    PUBLISH: _("{name} may publish this."),
    DELETE: _("{name} may delete this."),
    SHARE: _("{name} may share this."),
    MANAGE: _("{name} may manage the site."),
}
MAY_NOT: Final[Mapping[str, str]] = {
    VIEW: _("{name} may not see this."),
    ADD: _("{name} may not add anything here."),
    EDIT: _("{name} may not edit this."),
    PUBLISH: _("{name} may not publish this."),
    DELETE: _("{name} may not delete this."),
    SHARE: _("{name} may not share this."),
    MANAGE: _("{name} may not manage the site."),
}
Translate = Callable[[str], str]


def can(request: Request, role: str, workflow: str = "simple") -> str:
    """Return what a role may do in a workflow: "can see in any state, edit while “Draft”"."""
    say = request.translate
    rules = request.workflows.get(workflow)
    if role == MANAGER:
        return say(_("can do everything"))
    found = list(_parts(say, role, rules)) if rules else []
    return say(_("can {what}", what=", ".join(found))) if found else say(_("can do nothing"))


def listed(say: Translate, words: Sequence[str]) -> str:
    """Return words as a list: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return say(_("{words} and {last}", words=", ".join(words[:-1]), last=words[-1]))


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
            yield say(_("{verbs} in any state", verbs=verbs))
        else:
            titles = [say(_("“{title}”", title=say(rules.state(name).title))) for name in states]
            yield say(_("{verbs} while {states}", verbs=verbs, states=listed(say, titles)))

"""A workflow: states and transitions as data, checked when it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from contentsite.security.role import MANAGER, PERMISSIONS, ROLES
from contentsite.tree.window import PUBLISHED

WORKFLOWS: Final = "contentsite.workflows"
_MANAGERS: Final = frozenset({MANAGER})
_KINDS: Final = ("", "quiet", "waiting", "live")


@dataclass(frozen=True, slots=True)
class State:
    """A state: what each role may do with a node that is in it. Managers may do everything."""

    name: str
    title: str
    allows: Mapping[str, tuple[str, ...]]
    """The roles that have a permission, by permission."""
    kind: str = "quiet"
    """How it is shown: "quiet", "waiting" (for somebody) or "live"."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from some states to another, and the permission that it takes."""

    name: str
    title: str
    origins: tuple[str, ...]
    target: str
    permission: str


@dataclass(frozen=True)
class Workflow:
    """A state machine; what it does not allow is denied.

    `published` is the state in which visitors see a node, within its publication window; `draft` the
    one that copies begin in. Raises ValueError for one that cannot work.
    """

    name: str
    title: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    initial: str
    _roles: dict[tuple[str, str], frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        names = {state.name for state in self.states}
        _refuse_missing(self.name, {"draft", PUBLISHED, self.initial} - names)
        for each in self.transitions:
            _refuse_missing(self.name, {each.target, *each.origins} - names)
            _refuse_unknown(self.name, {each.permission} - {*PERMISSIONS})
        for state in self.states:
            _refuse_unknown(self.name, set(state.allows) - {*PERMISSIONS})
            for permission, roles in state.allows.items():
                _refuse_unknown(self.name, {*roles} - {*ROLES})
                self._roles[state.name, permission] = frozenset(roles) | _MANAGERS

    def allowed(self, state: str, permission: str) -> frozenset[str]:
        """Return the roles that have the permission on a node in this state; only Managers in one that is not known."""
        return self._roles.get((state, permission), _MANAGERS)

    def state(self, name: str) -> State:
        """Return a state; one that is not known, since it was taken out, is shown by its name."""
        return next((each for each in self.states if each.name == name), State(name, name, {}))

    def from_state(self, name: str) -> tuple[Transition, ...]:
        """Return the transitions that lead out of a state."""
        return tuple(each for each in self.transitions if name in each.origins)


def _refuse_missing(workflow: str, names: set[str]) -> None:
    if names:
        raise ValueError(f"workflow {workflow!r}: there is no state {', '.join(sorted(names))}")


def _refuse_unknown(workflow: str, names: set[str]) -> None:
    if names:
        raise ValueError(
            f"workflow {workflow!r}: {', '.join(sorted(names))}: no permission or role has this name"
        )


def workflows_of(registry: Any) -> dict[str, Workflow]:
    """Return the workflows of a site by name."""
    found: dict[str, Workflow] = registry.setdefault(WORKFLOWS, {})
    return found

"""How many children of a folder somebody sees, and of which types and states they are."""

from __future__ import annotations

from itertools import islice
from typing import Final, NamedTuple

from contentsite.catalog.ask import asking_of
from contentsite.declaration import types_of
from contentsite.security.role import MANAGER
from contentsite.tree.container import Container
from contentsite.web.request import Request
from contentsite.web.visible import roles_in, viewable_in

COUNTED: Final = 1_000
"""So many rows are looked at: of a larger folder the catalog knows the number."""

FEW: Final = 100
"""So many rows are looked at of each folder in a list of folders."""


class Census(NamedTuple):
    """What is in a folder, for somebody."""

    number: int
    types: frozenset[str]
    states: frozenset[str]
    is_more: bool = False
    """Whether there may be more than this number."""


def census_of(request: Request, folder: Container) -> Census:
    """Return what somebody sees of a folder that he may view."""
    types, sees = types_of(request.registry), viewable_in(request, folder)
    number, kinds = 0, set[tuple[str, str]]()
    rows = iter(folder.order.raws())
    for raw in islice(rows, COUNTED):
        info = types.of(raw[4])
        if info is not None and sees(raw, info.workflow):
            number += 1
            kinds.add((info.name, raw[5]))
    is_more = next(rows, None) is not None
    found = frozenset(kind for kind, _state in kinds), frozenset(state for _kind, state in kinds)
    if not is_more:
        return Census(number, *found)
    everything = (
        frozenset(types),
        frozenset(
            state.name for workflow in request.workflows.values() for state in workflow.states
        ),
    )
    if MANAGER in roles_in(request, folder):
        return Census(len(folder), *everything)
    asking = asking_of(request)
    known = asking.number_in(folder)
    return Census(number if known is None else known, *everything, is_more=known is None)


def number_in(request: Request, folder: Container) -> str:
    """Return how many children somebody sees in a folder that he may view; "" for none, "9+" for perhaps more."""
    if MANAGER in roles_in(request, folder):
        return str(len(folder) or "")
    types, sees = types_of(request.registry), viewable_in(request, folder)
    rows = iter(folder.order.raws())
    infos = ((types.of(raw[4]), raw) for raw in islice(rows, FEW))
    number = sum(info is not None and sees(raw, info.workflow) for info, raw in infos)
    more = "+" if next(rows, None) is not None else ""
    return f"{number}{more}" if number or more else ""

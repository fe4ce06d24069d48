"""The sections of a folder that is sorted by type, state or author, by their titles as they are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contentsite.declaration import types_of
from contentsite.workflow.workflow import workflows_of

from .browse import Label, Section
from .children import ChildSort
from .fold import fold
from .parts import Bunch

Translate = Callable[[str], str]


def label_of(sort: ChildSort, registry: Any, translate: Translate) -> Label:
    """Return what gives the section of a bunch in an order: the folded title to sort by, and the name."""
    types, workflows = types_of(registry), workflows_of(registry)

    def of_type(bunch: Bunch) -> Section:
        info = types.of(bunch.type)
        return fold(translate(info.title) if info else bunch.type), bunch.type

    def of_state(bunch: Bunch) -> Section:
        workflow = workflows.get(bunch.workflow)
        title = workflow.state(bunch.state).title if workflow else bunch.state
        return fold(translate(title)), bunch.state

    def of_author(bunch: Bunch) -> Section:
        return fold(bunch.author), bunch.author

    def of_none(_bunch: Bunch) -> Section:
        return "", ""

    return {"type": of_type, "state": of_state, "author": of_author}.get(sort, of_none)

"""What is chosen for: a purpose tells of each node whether it may be chosen, and if not, why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPBadRequest

from contentsite.declaration import TypeInfo
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.web.visible import seen

PURPOSES: Final = "contentsite.admin_purposes"
MOST: Final = 500
"""So many nodes may be asked about at once."""


class Wanted(NamedTuple):
    """What a dialog asks for."""

    purpose: str
    types: tuple[str, ...]
    """Names of types, one of which it has to be, or derive from; none for any."""
    subjects: tuple[Node, ...]
    """The nodes that it is chosen for, such as those that are to be moved."""

    @property
    def query(self) -> str:
        """What the address of each part of the dialog carries."""
        pairs = [("purpose", self.purpose), *(("type", name) for name in self.types)]
        return urlencode([*pairs, *(("subject", node.uid) for node in self.subjects)])


Judge = Callable[[Request, Wanted, Node], str]
"""Returns why a node cannot be chosen, in words; "" where it can."""


class Purpose(NamedTuple):
    """What is chosen for."""

    heading: str
    confirm: str
    """What the button says."""
    judge: Judge
    folders_only: bool

    def shows(self, info: TypeInfo) -> bool:
        """Tell whether nodes of a type stand in the dialog: as a choice, or on the way to one."""
        return not self.folders_only or issubclass(info.cls, Container)


def add_purpose(
    config: Any, name: str, heading: str, confirm: str, judge: Judge, *, folders_only: bool = False
) -> None:
    """Let dialogs ask for a node for this purpose."""
    purposes = config.registry.setdefault(PURPOSES, {})
    purposes[name] = Purpose(heading, confirm, judge, folders_only)


def asked_for(request: Request) -> tuple[Purpose, Wanted]:
    """Return what the query asks for. Subjects that are gone, or may not be seen, are left out."""
    name = request.GET.get("purpose", "")
    purpose = request.registry.get(PURPOSES, {}).get(name)
    if purpose is None:
        raise HTTPBadRequest("purpose: there is no such purpose")
    types = tuple(request.GET.getall("type"))
    return purpose, Wanted(name, types, tuple(_subjects(request)))


def _subjects(request: Request) -> Iterator[Node]:
    """Yield the nodes that the query names: by uid, or by name as children of the node that the dialog is opened at."""
    for uid in request.GET.getall("subject")[:MOST]:
        node = seen(request, uid)
        if node is not None:
            yield node
    for name in request.GET.getall("child")[:MOST]:
        child = request.context.get(name) if isinstance(request.context, Container) else None
        if isinstance(child, Node) and request.has_permission("view", child):
            yield child

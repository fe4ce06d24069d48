"""`@actions`: the screens that somebody may go to from a node, with their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from typing_extensions import TypedDict

from contentsite.security.role import ACCOUNT, ADD, DELETE, EDIT, MANAGE, SHARE, VIEW
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..endpoint import endpoint
from ..shape import url

_OBJECT: Final = (
    ("folderContents", "Contents", "@@contents", VIEW),
    ("add", "Add", "@@add", ADD),
    ("edit", "Edit", "@@edit", EDIT),
    ("history", "History", "@@history", EDIT),
    ("local_roles", "Sharing", "@@sharing", SHARE),
)
_BUTTONS: Final = (
    ("cut", "Move", "@@move", DELETE),
    ("copy", "Copy", "@@copy", VIEW),
    ("rename", "Rename", "@@rename", DELETE),
    ("delete", "Delete", "@@delete", DELETE),
)
_SITE: Final = (
    ("preferences", "My account", "@@account", ACCOUNT),
    ("people", "People", "@@people", MANAGE),
)
_OF_FOLDERS: Final = frozenset({"folderContents", "add"})


class Action(TypedDict):
    """A screen."""

    id: str
    title: str
    icon: str
    url: str


Actions = TypedDict(
    "Actions",
    {"@id": str, "object": list[Action], "object_buttons": list[Action], "user": list[Action]},
)


@endpoint("actions", component=True, summary="What may be done with this node, and where")
def actions(context: Node, request: Request) -> Actions:
    """The screens that the one who asks may use."""
    view = _action(request, "view", "View", url(request, context))
    return {
        "@id": f"{url(request, context)}/@actions",
        "object": [view, *_allowed(request, context, _OBJECT)],
        "object_buttons": [*_allowed(request, context, _BUTTONS)],
        "user": [*_of_user(request)],
    }


def _of_user(request: Request) -> Iterator[Action]:
    if not request.who.is_known:
        yield _action(request, "login", "Sign in", f"{url(request, request.home)}/@@sign-in")
    yield from _allowed(request, request.home, _SITE)


def _allowed(
    request: Request, node: Node, screens: tuple[tuple[str, str, str, str], ...]
) -> Iterator[Action]:
    """Yield the screens that may be used; one has to be signed in for each of them."""
    for key, title, view, permission in screens if request.who.is_known else ():
        fits = isinstance(node, Container) or key not in _OF_FOLDERS
        if fits and request.has_permission(permission, node):
            yield _action(request, key, title, f"{url(request, node)}/{view}")


def _action(request: Request, key: str, title: str, address: str) -> Action:
    return {"id": key, "title": request.translate(title), "icon": "", "url": address}

"""The commands of one page: its screens, what may be added, the ways out of its state, undo."""

from __future__ import annotations

from collections.abc import Iterator

from contentsite.admin.shell import is_changed, tabs
from contentsite.admin.versions.preview import preview_url
from contentsite.editing.places import addable_types
from contentsite.editing.states import ways
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.versions.stamp import stamp_of
from contentsite.web.request import Request

from .row import Row

DEEDS = (
    ("state", _("State and dates"), "flag", "view", "s"),
    ("rename", _("Rename"), "link", "delete", "r"),
    ("move", _("Move"), "move", "delete", "m"),
    ("copy", _("Copy"), "copy", "view", ""),
    ("delete", _("Move to the trash"), "trash", "delete", ""),
)
"""Screen, title, icon, permission and keys of what is done with a page as a whole."""
ABOUT = (
    ("links", _("Which pages link here"), "link", "view"),
    ("why", _("Why somebody may do something here"), "key", "share"),
    ("audit", _("Audit log of this page"), "history", "manage"),
)


def commands_here(request: Request, node: Node) -> tuple[Row, ...]:
    """Return what the one who asks may do with a page, what is done most first."""
    return (
        *(Row(each.title, each.icon, each.url, "", each.keys) for each in tabs(request, node)),
        *_states(request, node),
        *_adding(request, node),
        *_deeds(request, node),
    )


def _adding(request: Request, node: Node) -> Iterator[Row]:
    folder = node if isinstance(node, Container) else node.__parent__
    if folder is None:
        return
    for info in addable_types(request, folder):
        kind = request.translate(info.title)
        said = (
            _("Add here: {type}", type=kind)
            if folder is node
            else _("Add beside it: {type}", type=kind)
        )
        address = request.view_address(folder, f"@@add/{info.name}")
        yield Row(request.translate(said), info.icon, address, also=request.translate("New"))


def _states(request: Request, node: Node) -> Iterator[Row]:
    """Yield the transitions, and what is done with unpublished changes."""
    address = request.view_address(node, "@@state")
    if is_changed(request, node):
        if request.has_permission("publish", node):
            title = request.translate("Publish the changes")
            sent = (("changes", "publish"), ("version", stamp_of(node)))
            yield Row(title, "check", address, values=sent)
        preview = preview_url(request, node)
        yield Row(request.translate("Preview with the changes"), "eye", preview)
    for way in ways(node, request):
        values = (("transition", way.name),)
        yield Row(request.translate(way.title), "flag", address, values=values)


def _deeds(request: Request, node: Node) -> Iterator[Row]:
    is_top = node.__parent__ is None
    base = request.view_address(node, "@@")
    for view, title, icon, permission, keys in DEEDS:
        if request.has_permission(permission, node) and not (is_top and view != "state"):
            yield Row(request.translate(title), icon, base + view, "", keys)
    if isinstance(node, Container) and request.has_permission("delete", node):
        yield Row(request.translate("Order of the entries"), "move", f"{base}order")
    for view, title, icon, permission in ABOUT:
        if request.has_permission(permission, node):
            yield Row(request.translate(title), icon, base + view)

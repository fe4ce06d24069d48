"""A change and its items in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from contentsite.admin.shell import landing, state_named
from contentsite.admin.upkeep.audit import TITLES
from contentsite.admin.versions.shown import Cell, Line, Side, lines_of, words_of
from contentsite.schema.long import plain
from contentsite.security.acl import BLOCK
from contentsite.security.people import people_of
from contentsite.security.why import ALL, called
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.tree.place import Place
from contentsite.undo.change import WORKING, Altered, Binned, Change, Item, Ordered, Placed
from contentsite.undo.log import changes_of
from contentsite.undo.values import ACL
from contentsite.versions.compare import compare_values
from contentsite.web.request import Request
from contentsite.web.visible import seen

LABELS: Final[Mapping[str, str]] = {
    "publish_at": _("Visitors see it from"),
    "expire_at": _("Visitors see it until"),
    "listed": _("Show in listings, navigation and feeds"),
    "language": _("Language"),
}
_NONE: Final = "–"


class Link(NamedTuple):
    """A node that a change is about."""

    title: str
    path: str
    url: str
    """"" where there is nothing to go to, or not for the one who asks."""


class Deed(NamedTuple):
    """An item of a change in words."""

    number: int
    link: Link
    what: str
    lines: tuple[Line, ...]
    """Before and after."""


def what_of(request: Request, change: Change) -> str:
    """Return what a change was, in a word or two; of an undo also of what."""
    said = request.translate(TITLES.get(change.action, change.action))
    other = changes_of(request.site).get(change.of) if change.of else None
    return said if other is None else f"{said}: {what_of(request, other)}"


def link_to(request: Request, item: Item) -> Link:
    """Return the way to the node of an item, called as it was then."""
    node = seen(request, item.uid)
    title = item.title or request.translate("(untitled)")
    return Link(title, item.path, landing(request, node) if node else "")


def deed_of(request: Request, number: int, item: Item) -> Deed:
    """Return an item in words; its values are told to those who may edit or publish the node now."""
    link = link_to(request, item)
    if isinstance(item, Altered):
        return Deed(number, link, request.translate("Changed"), tuple(_values(request, item)))
    if isinstance(item, Placed):
        where = _line(
            request.translate("Where it is"),
            _stand(request, item.old_path, item.before),
            _stand(request, item.path, item.after),
        )
        return Deed(number, link, request.translate(_placing(item)), (where,))
    return Deed(number, link, request.translate(_ordering(request, item)), ())


def _placing(item: Placed) -> str:
    if item.before is None:
        return _("Added")
    if isinstance(item.before, Binned):
        return _("Back from the trash")
    if isinstance(item.after, Binned):
        return _("Into the trash")
    if item.after is None:
        return _("Deleted for good")
    return _("Renamed") if item.before.parent == item.after.parent else _("Moved")


def _ordering(request: Request, item: Ordered) -> str:
    if not item.child:
        return _("Sorted otherwise")
    child = seen(request, item.child)
    if child is None:
        return _("An entry stands elsewhere in the order")
    return _("Stands elsewhere in the order: {title}", title=child.title)


def _stand(request: Request, path: str, stand: Any) -> str:
    if isinstance(stand, Place):
        return path
    return str(request.translate("In the trash")) if isinstance(stand, Binned) else ""


def _values(request: Request, item: Altered) -> Iterable[Line]:
    node = seen(request, item.uid)
    may = node is not None and any(
        request.has_permission(each, node) for each in ("edit", "publish")
    )
    if node is None or not may:
        return
    fields = type(node).fields()
    own = [{n: v for n, v in held.items() if n in fields} for held in (item.before, item.after)]
    yield from lines_of(request, compare_values(node, *own), *map(_side, own))
    if WORKING in item.before:
        yield from _working(request, node, item)
    for name in item.after:
        if name not in fields and name != WORKING:
            yield _around(request, node, name, item.before[name], item.after[name])


def _working(request: Request, node: Node, item: Altered) -> Iterable[Line]:
    """Yield what differs of the working copy, for whoever edits the node."""
    live = {name: plain(getattr(node, name)) for name in type(node).fields()}
    both = [{**live, **held, **(each or {})} for held, each in _pairs(item, live)]
    found = lines_of(request, compare_values(node, *both), *map(_side, both))
    for line in found:
        yield line._replace(label=request.translate(_("{field} (unpublished)", field=line.label)))


def _pairs(item: Altered, live: Mapping[str, Any]) -> Iterable[tuple[dict[str, Any], Any]]:
    for held in (item.before, item.after):
        yield {name: value for name, value in held.items() if name in live}, held[WORKING]


def _around(request: Request, node: Node, name: str, before: Any, after: Any) -> Line:
    if name == "state":
        titles = (state_named(request, node.__workflow__, each).title for each in (before, after))
        old, new = map(request.translate, titles)
        return _line(request.translate("State"), old, new)
    if name == ACL:
        if not request.has_permission("share", node):
            return _line(request.translate("Sharing"), "…", "…")
        return _line(request.translate("Sharing"), _given(request, before), _given(request, after))
    label = request.translate(LABELS.get(name, name))
    return _line(label, words_of(request, "", before), words_of(request, "", after))


def _line(label: str, before: str, after: str) -> Line:
    return Line(label, Cell(before, None), Cell(after, None), ())


def _side(values: Mapping[str, Any]) -> Side:
    """Return values as a side of a comparison; what is no version has no address for its pictures."""
    return Side({name: plain(value) for name, value in values.items()}, lambda _field: "")


def _given(request: Request, acl: Any) -> str:
    people = people_of(request.site)
    parts = []
    for entry in acl or ():
        found = called(entry[1], people)
        name = request.translate(found) if entry[1] in ALL else found
        who, role = name or request.translate("somebody who is gone"), request.translate(entry[2])
        parts.append(
            request.translate("nothing is inherited") if entry == BLOCK else f"{who}: {role}"
        )
    return "; ".join(parts) or str(request.translate("inherited"))

"""What stands around each screen: sections, the tree, the way to the node, its tabs and its state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node, lineage
from contentsite.web.request import Request
from contentsite.workflow.workflow import State

SECTIONS: Final = "contentsite.admin_sections"
SCREENS: Final = "contentsite.admin_site_screens"
CRUMBS: Final = 8
"""So many links lead to a node; what lies between is left out."""


WORK: Final = _("Work")
PEOPLE: Final = _("People")
SITE: Final = _("Site")
GROUPS: Final = (WORK, PEOPLE, SITE)
"""The headings of the navigation, in this order."""
OFFERED: Final = ("edit", "delete")
WITHIN: Final = {"add": "contents", "order": "contents", "why": "sharing"}
"""Screens without a tab of their own, and whose it is."""


class Link(NamedTuple):
    """A link; `current` tells whether it leads to where one is, `keys` by which keys one goes there."""

    title: str
    url: str
    icon: str = ""
    current: bool = False
    keys: str = ""


class Section(NamedTuple):
    """A screen of the whole site, listed for those who have the permission."""

    title: str
    view: str
    icon: str
    permission: str
    group: str
    keys: str


class Group(NamedTuple):
    """Some of the screens of the whole site, under one heading."""

    title: str
    links: tuple[Link, ...]


def add_section(
    config: Any,
    title: str,
    view: str,
    icon: str,
    permission: str = "manage",
    *,
    group: str = SITE,
    keys: str = "",
) -> None:
    """List a screen of the home page, `/@@view`, in the navigation of the admin.

    `group` is one of GROUPS; `keys` lead there, one after the other, such as "g t".
    """
    section = Section(title, view, icon, permission, group, keys)
    config.registry.setdefault(SECTIONS, {})[view] = section


def add_to_section(config: Any, screen: str, view: str) -> None:
    """Note that a screen of the home page, `/@@screen`, is one of the whole site, and of which section, "" for none."""
    config.registry.setdefault(SCREENS, {})[screen] = view


def is_of_site(request: Request) -> bool:
    """Tell whether the screen of this request is about the site as a whole, not about the home page."""
    return request.context is request.home and bool(
        request.view_name in request.registry.get(SECTIONS, {})
        or request.view_name in request.registry.get(SCREENS, {})
    )


def sections(request: Request) -> tuple[Group, ...]:
    """Return the screens of the whole site that the one who asks may use, by their headings."""
    screens = request.registry.get(SCREENS, {})
    here = screens.get(request.view_name, request.view_name) if is_of_site(request) else ""
    found: dict[str, list[Link]] = {group: [] for group in GROUPS}
    for each in request.registry.get(SECTIONS, {}).values():
        if request.has_permission(each.permission, request.home):
            title, address = request.translate(each.title), f"@@{each.view}"
            url = request.view_address(request.home, address)
            link = Link(title, url, each.icon, here == each.view, each.keys)
            found.setdefault(each.group, []).append(link)
    return tuple(
        Group(request.translate(title), tuple(links)) for title, links in found.items() if links
    )


def crumbs(request: Request, node: Node, *, itself: bool = False) -> tuple[Link, ...]:
    """Return the links from the home page down to what holds a node, or to the node itself."""
    above: list[Link] = []
    for here in lineage(node):
        if itself or here is not node:
            above.append(Link(here.title, landing(request, here)))
        if here is request.home:
            break
    if len(above) > CRUMBS:
        # a page far down says where it is by what is near, and by where the way begins
        above[CRUMBS - 2 : -1] = [Link("…", above[CRUMBS - 2].url)]
    return tuple(reversed(above))


def way(request: Request, node: Node) -> tuple[Link, ...]:
    """Return the links from the home page down to a node, for what is about to stand in it."""
    return crumbs(request, node, itself=True)


def landing(request: Request, node: Node) -> str:
    """Return the address of the screen on which work with a node begins."""
    if isinstance(node, Container):
        return request.view_address(node, "@@contents")
    edits = request.has_permission("edit", node)
    return request.view_address(node, "@@edit") if edits else request.address(node)


def tabs(request: Request, node: Node) -> tuple[Link, ...]:
    """Return the screens of a node that the one who asks may use."""
    return tuple(
        Link(
            request.translate(title),
            request.view_address(node, f"@@{view}") if view else request.address(node),
            icon,
            WITHIN.get(request.view_name, request.view_name) == view,
            keys,
        )
        for view, title, icon, permission, keys in _tabs(node)
        if request.has_permission(permission, node)
    )


def _tabs(node: Node) -> Iterator[tuple[str, str, str, str, str]]:
    if isinstance(node, Container):
        yield "contents", _("Contents"), "folder", "view", "g c"
    yield "edit", _("Edit"), "pencil", "edit", "e"
    yield "history", _("History"), "history", "edit", "g v"
    yield "sharing", _("Sharing"), "people", "share", "g r"
    yield "", _("View"), "eye", "view", "p"


def adding(request: Request, node: Node) -> str:
    """Return the address at which something is added to a folder, or beside a page; "" where one may not."""
    folder = node if isinstance(node, Container) else node.__parent__
    may = folder is not None and request.has_permission("add", folder)
    return request.view_address(folder, "@@add") if may and folder is not None else ""


def allowed(request: Request, node: Node) -> frozenset[str]:
    """Return what the one who asks may do with a node, of what menus offer."""
    return frozenset(each for each in OFFERED if request.has_permission(each, node))


def state_of(request: Request, node: Node) -> State:
    """Return the state of a node, as its workflow names it."""
    return state_named(request, node.__workflow__, node.state)


def is_changed(request: Request, node: Node) -> bool:
    """Tell whether a node has unpublished changes, to those who work on it."""
    return node._working is not None and any(
        request.has_permission(each, node) for each in ("edit", "publish")
    )


def state_named(request: Request, workflow: str, state: str) -> State:
    """Return a state of a workflow; one that is not known is shown by its name."""
    found = request.workflows.get(workflow)
    return found.state(state) if found else State(state, state, {})

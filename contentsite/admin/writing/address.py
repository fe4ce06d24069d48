"""The address of a page in its form: it follows the title until it is typed by hand, or the page was published."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from pyramid.config import Configurator

from contentsite.sentence import whole
from contentsite.tree.container import Container
from contentsite.tree.name import InvalidName, check_name, free_name, slug
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED
from contentsite.versions.history import last_of
from contentsite.web.request import Request
from contentsite.web.segment import segment

from ..screen import for_the_known

NAME: Final = "new-name"
WAS: Final = "was-name"
"""The control, and that which says what stood in it."""
RENAMES: Final = "delete"
"""The permission that a new address of a page takes: it is public at once."""


class Address(NamedTuple):
    """The control of an address."""

    folder: str
    """What the address begins with."""
    name: str
    follows: bool
    """Whether it follows the title as that is typed."""
    ask: str
    """Where a script asks which name a title gives, "" for a name that may not be changed."""
    error: str = ""
    was: str = ""
    """The name that the page has."""


class Taken:
    """The names that a new child of a folder cannot have, but for the one that a page in it has."""

    def __init__(self, folder: Container, own: str = "") -> None:
        self._folder, self._own = folder, own

    def __contains__(self, name: object) -> bool:
        return name != self._own and not self._folder.is_free(str(name))


def new_address(
    request: Request, folder: Container, given: str, title: str, error: str = ""
) -> Address:
    """Return the control of the address of a new page."""
    ask = request.view_address(folder, "@@new-address")
    follows = not given or _is_of_title(request, given, title)
    return Address(_begin(request, folder), given, follows, ask, error)


def address_of(request: Request, node: Node, given: str | None, error: str = "") -> Address | None:
    """Return the control of the address of a page, None for the home page."""
    folder = node.__parent__
    if not isinstance(folder, Container) or node is request.home:
        return None
    may = request.has_permission(RENAMES, node)
    ask = request.view_address(node, "@@address") if may else ""
    name = node.__name__ if given is None else given
    follows = may and given in (None, node.__name__) and _follows(request, node)
    return Address(_begin(request, folder), name, follows, ask, error, node.__name__)


def name_for(
    request: Request, folder: Container, title: str, given: str, own: str = ""
) -> tuple[str, bool]:
    """Return the name that a page gets in a folder, and whether it is the wanted one: a taken one has a number.

    Without a name that was typed it follows from the title. `own` is the name that the page has. Raises
    InvalidName.
    """
    own_words = slug(title, unicode=request.settings.site.unicode_names)
    wanted = check_name(given.strip() or own_words)
    name = free_name(wanted, Taken(folder, own))
    return name, name == wanted


def propose_new(context: Container, request: Request, title: str = "", name: str = "") -> Any:
    """Tell which address a new page would get."""
    return _told(request, context, title, name)


def propose(context: Node, request: Request, title: str = "", name: str = "") -> Any:
    """Tell which address a page would get by another title or name."""
    folder = context.__parent__
    if not isinstance(folder, Container):
        return {
            "name": "",
            "said": request.translate("The home page has no name."),
            "is_wrong": True,
        }
    return _told(request, folder, title, name, context.__name__)


def _told(
    request: Request, folder: Container, title: str, given: str, own: str = ""
) -> dict[str, Any]:
    try:
        name, is_wanted = name_for(request, folder, title[:1_000], given[:1_000], own)
    except InvalidName as error:
        return {"name": given, "said": request.translate(whole(str(error))), "is_wrong": True}
    said = "" if is_wanted else request.translate("This name is taken here: it gets a number.")
    address = _begin(request, folder) + segment(name)
    return {"name": name, "address": address, "said": said, "is_wrong": False}


def _begin(request: Request, folder: Container) -> str:
    return request.address(folder).rstrip("/") + "/"


def _follows(request: Request, node: Node) -> bool:
    """Tell whether a page was never published, and has the name that its title gives."""
    last = last_of(node)
    if node.state == PUBLISHED or (last is not None and last.live):
        return False
    return _is_of_title(request, node.__name__, node.title)


def _is_of_title(request: Request, name: str, title: str) -> bool:
    stem = re.escape(slug(title, unicode=request.settings.site.unicode_names))
    return re.fullmatch(rf"{stem}(-\d+)?", name) is not None


def includeme(config: Configurator) -> None:
    """Register what a script asks."""
    asked = {
        "request_method": ("GET", "HEAD"),
        "renderer": "json",
        "decorator": for_the_known,
    }
    config.add_view(propose, context=Node, name="address", permission=RENAMES, **asked)
    config.add_view(propose_new, context=Container, name="new-address", permission="add", **asked)

"""`@aliases`: old addresses of a node, which lead to it; adding some by hand, and forgetting them."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Final
from urllib.parse import unquote

from pydantic import Field
from typing_extensions import TypedDict

from contentsite.security.role import ADD, DELETE, EDIT
from contentsite.tree.name import InvalidName, check_name
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.web.traverser import find_below

from ..body import InvalidBody
from ..endpoint import endpoint
from ..shape import Sent, url

LOOKED_AT: Final = 100_000
"""So many rules of the site are looked at: they are kept by address, not by node."""

Path = Annotated[str, Field(min_length=2, max_length=2_000, pattern="^/[^/]")]
Alias = TypedDict("Alias", {"path": str, "redirect-to": str, "manual": bool})
Aliases = TypedDict("Aliases", {"@id": str, "items": list[Alias], "items_total": int})


class SentAlias(Sent):
    """An address."""

    path: Path


class SentAliases(Sent):
    """Some addresses."""

    items: list[SentAlias]


@endpoint("aliases", permission=EDIT, component=True, summary="Old addresses of this node")
def aliases(context: Node, request: Request) -> Aliases:
    """Those that lead to this node itself; what is below it is found by the same rules."""
    target, top = unquote(request.address(context)), _rule(request, "/")
    rules = islice(request.site.redirects, LOOKED_AT)
    found = (path for path, uid in rules if uid == context.uid and path.startswith(top))
    items: list[Alias] = [
        {"path": path[len(top) - 1 :], "redirect-to": target, "manual": False} for path in found
    ]
    address = f"{url(request, context)}/@aliases"
    return {"@id": address, "items": items, "items_total": len(items)}


@endpoint("aliases", method="POST", permission=DELETE, summary="Let addresses lead to this node")
def add_aliases(context: Node, request: Request, body: SentAliases) -> None:
    """An address at which something stands, or that leads elsewhere already, is refused."""
    for position, each in enumerate(body["items"]):
        reason = _objection(request, each["path"], context)
        if reason:
            raise InvalidBody([(f"items.{position}.path", reason, "unfit")])
        request.site.redirects.put(_rule(request, each["path"]), context.uid)


@endpoint(
    "aliases", method="DELETE", permission=DELETE, summary="Forget old addresses of this node"
)
def remove_aliases(context: Node, request: Request, body: SentAliases) -> None:
    """Those that are not there are left out."""
    redirects = request.site.redirects
    for each in body["items"]:
        rule = _rule(request, each["path"])
        if redirects.exact(rule) == context.uid:
            redirects.forget(rule)


def _objection(request: Request, path: str, node: Node) -> str:
    """Return what speaks against an address: who lets one lead somewhere must be one who may add something there."""
    names = tuple(path[1:].split("/"))
    try:
        clean = tuple(map(check_name, names))
    except InvalidName as error:
        return str(error)
    if clean != names:
        return "is written in another way than addresses are"
    nearest, rest = find_below(request.home, names)
    if not request.has_permission(ADD, nearest):
        return "is where you may not add anything"
    if not rest:
        return "is the address of something"
    is_taken = request.site.redirects.exact(_rule(request, path)) not in (None, node.uid)
    return "leads somewhere else already" if is_taken else ""


def _rule(request: Request, path: str) -> str:
    """Return an address of the served part as the rules have it: from the root of the tree."""
    return "".join(f"/{name}" for name in request.virtual_root_path) + path

"""Fields that lead to other nodes of the site: people give an address, the field keeps the identity."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import unquote

from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.addressed import node_at, parts_of
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .lookup import facts
from .widget import Place, Widget, unbroken

HINT: Final = _("Addresses on this site, such as /news, one in each line.")
_UID: Final = "uid:"


class Reference(Widget):
    """One node, by its address."""

    macro = "reference"

    def text(self, place: Place, value: Any) -> str:
        node = seen(place.request, value) if value else None
        return unquote(place.request.address(node)) if node else ""

    def given(self, place: Place, post: Any) -> Any:
        if post.get(f"{place.key}.remove") == "1":
            return False
        return super().given(place, post)

    def value(self, place: Place, given: Any) -> Any:
        return _uid_at(place.request, given) if given and given.strip() else None

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        node = seen(place.request, value) if value else None
        return {
            **_shown(place, (node,) if node else ()),
            "hidden": int(bool(value) and node is None),
            "hint": _("Its address on this site, such as /news."),
        }


class References(Widget):
    """Several nodes, an address in each line. Those that one may not view stay, behind the others."""

    macro = "reference"

    def text(self, place: Place, value: Any) -> str:
        nodes, _hidden = _sorted(place.request, value)
        return "\n".join(unquote(place.request.address(node)) for node in nodes)

    def value(self, place: Place, given: str) -> tuple[str, ...]:
        lines = filter(None, (line.strip() for line in unbroken(given).split("\n")))
        present = getattr(place.node, place.spec.name, ()) if place.node else ()
        return (
            *(_uid_at(place.request, line) for line in lines),
            *_sorted(place.request, present)[1],
        )

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        nodes, hidden = _sorted(place.request, value)
        return {**_shown(place, nodes), "hidden": len(hidden), "rows": 3, "hint": HINT}


class Href(Widget):
    """An address anywhere; one of a node here is kept by identity, so that it stays right."""

    macro = "href"

    def text(self, place: Place, value: Any) -> str:
        node = seen(place.request, value[len(_UID) :]) if _is_plain_uid(value) else None
        return unquote(place.request.address(node)) if node else value

    def value(self, place: Place, given: str) -> str:
        words = given.strip()
        parts = parts_of(words) if words.startswith("/") else None
        if parts is None or parts.query or parts.fragment or "@@" in words:
            return words
        node = node_at(place.request, words)
        return _UID + node.uid if node else words

    def more(self, place: Place, value: Any) -> Mapping[str, Any]:
        node = seen(place.request, value[len(_UID) :]) if _is_plain_uid(value) else None
        hint = _("A page of this site by its address, such as /news, or any other address.")
        return {**_shown(place, (node,) if node else ()), "hint": hint}


def _shown(place: Place, nodes: tuple[Node, ...]) -> Mapping[str, Any]:
    """Return what is drawn of nodes: links where no script runs, else cards."""
    told = (facts(place.request, node) for node in nodes)
    return {"found": nodes, "facts": json.dumps({each["path"]: each for each in told})}


def _is_plain_uid(value: str) -> bool:
    return value.startswith(_UID) and len(value) == len(_UID) + 32


def _uid_at(request: Request, address: str) -> str:
    node = node_at(request, address)
    if node is None:
        raise ValueError(
            _("There is no page at {address} that you may see.", address=address.strip()[:200])
        )
    return node.uid


def _sorted(request: Request, uids: Iterable[str]) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """Part uids into the nodes that may be seen and those that may not, or are not there."""
    found = [(uid, seen(request, uid)) for uid in uids or ()]
    return (
        tuple(node for _uid, node in found if node is not None),
        tuple(uid for uid, node in found if node is None),
    )

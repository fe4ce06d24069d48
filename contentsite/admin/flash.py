"""What was done, told once on the next screen: by a cookie that holds a key, never words.

A link cannot bring a message in, since it sets no cookie; and whoever forges a cookie chooses among the
messages that there are. What is named in one is looked up, and told to those who may see it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther

from contentsite.editing.in_trash import item_for
from contentsite.editing.undoable import change_for
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.undo.change import UNDO, id_of
from contentsite.undo.mark import is_undone
from contentsite.undo.pending import pending_of
from contentsite.web.request import Request
from contentsite.web.visible import seen

COOKIE: Final = "contentsite-said"
MESSAGES: Final = "contentsite.admin_messages"
DELETED: Final = "deleted"
"""The message after which the trash is offered."""
AGE: Final = 60
CHANGE: Final = "change"
_VALUE: Final = re.compile(
    r"([a-z-]{1,40})(?:\.([0-9a-f]{32}))?(?:~([a-zA-Z0-9_-]{1,1000}))?(?:\+(\d{1,6}))?(?:!(\d{1,18}-\d{1,2}))?",
    re.ASCII,
)
_KEY, _NODE, _FIELDS, _NUMBER, _CHANGE = range(1, 6)


def add_messages(config: Any, messages: Mapping[str, str]) -> None:
    """Let screens say these sentences, by key: `{title}` is the title of a node, `{number}` how many it is about."""
    config.registry.setdefault(MESSAGES, {}).update(messages)


def go(
    request: Request,
    address: str,
    key: str = "",
    node: Node | None = None,
    fields: tuple[str, ...] = (),
    number: int = 0,
) -> HTTPSeeOther:
    """Return the redirect after something was done, to a path on this site; the page there says what.

    What this request has changed in the tree can be undone from there. `fields` are named to that page.
    """
    response = HTTPSeeOther(location=address)
    if key:
        response.set_cookie(
            COOKIE,
            _value_of(request, key, node, fields, number),
            max_age=AGE,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=request.scheme == "https",
        )
    return response


def _value_of(
    request: Request, key: str, node: Node | None, fields: tuple[str, ...] = (), number: int = 0
) -> str:
    value = f"{key}.{node.uid}" if node is not None else key
    # no name of a field has a hyphen in it
    value += f"~{'-'.join(fields)}" if fields else ""
    value += f"+{number}" if number else ""
    pending = pending_of(request.site, is_asked=True)
    return value if pending is None else f"{value}!{id_of(pending.key)}"


def _told(request: Request) -> re.Match[str] | None:
    return _VALUE.fullmatch(request.known.get(COOKIE) or request.cookies.get(COOKIE, ""))


def tell(request: Request, key: str, node: Node | None = None, number: int = 0) -> None:
    """Let this very answer say what was done, and offer to undo it, where no other page follows."""
    request.known[COOKIE] = _value_of(request, key, node, number=number)


def said(request: Request) -> str:
    """Return what is to be told, "" for nothing; the answer takes the cookie away."""
    found = _told(request)
    if found is None:
        return ""
    if COOKIE not in request.known:
        request.add_response_callback(_forget)
    sentence = request.registry.get(MESSAGES, {}).get(found[_KEY], "")
    title = _title(request, found[_NODE]) if found[_NODE] else ""
    if "{title}" in sentence and not title:
        return ""
    values = {"title": title, "number": found[_NUMBER] or ""}
    used = {name: value for name, value in values.items() if f"{{{name}}}" in sentence}
    return request.translate(_(sentence, **used))


class Undoable(NamedTuple):
    """What was just done and can be undone with one click."""

    id: str
    is_redo: bool
    is_in_trash: bool
    """Whether it was a deletion."""


def named(request: Request) -> tuple[str, ...]:
    """Return the fields that whoever did something named to this page; there may be none of such a name."""
    found = _told(request)
    return tuple(found[_FIELDS].split("-")) if found and found[_FIELDS] else ()


def undoable(request: Request) -> Undoable | None:
    """Return the change that is told of; None for what is none, and on the screen of a change, which has the button."""
    found = _told(request)
    if found is not None and COOKIE in request.known:
        return _pending(request, found)
    change = change_for(request, found[_CHANGE]) if found and found[_CHANGE] else None
    if (
        found is None
        or change is None
        or is_undone(request.site, change)
        or request.view_name == CHANGE
    ):
        return None
    return Undoable(change.id, change.action == UNDO, found[_KEY] == DELETED)


def _pending(request: Request, found: re.Match[str]) -> Undoable | None:
    """Return what this very request has done: it is written when the answer is drawn."""
    pending = pending_of(request.site, is_asked=True)
    if pending is None:
        return None
    return Undoable(id_of(pending.key), pending.action == UNDO, found[_KEY] == DELETED)


def _title(request: Request, uid: str) -> str:
    """Return what a node is called, in the tree or in the trash, "" where the one who asks may not see it."""
    node = seen(request, uid) or item_for(request, uid)
    return str(node.title or request.translate("(untitled)")) if node else ""


def _forget(_request: Any, response: Any) -> None:
    # a redirect on the way shows nothing: the next page does
    if response.status_int < 300 or response.status_int >= 400:
        response.delete_cookie(COOKIE, path="/")

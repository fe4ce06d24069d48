"""The entries that a form names, what was done with each of them, and the answer that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden, HTTPSeeOther

from contentsite.admin.explorer.asked import back_to
from contentsite.admin.flash import go, tell
from contentsite.admin.form.problem import reasons
from contentsite.admin.given import texts
from contentsite.admin.screen import wrong
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request

MOST: Final = 1_000
"""So many entries are taken at once."""
GONE: Final = _("It is not there any more: someone else has moved or deleted it.")
NOT_ALLOWED: Final = _("You may not do this with it.")


class Refused(NamedTuple):
    """An entry with which something was not done, or cannot be, and why."""

    title: str
    reason: str


class Selection(NamedTuple):
    """What a form names: the entries that are there, and those that are not any more."""

    nodes: tuple[Node, ...]
    gone: tuple[Refused, ...]


class Result(NamedTuple):
    """What was done, and what was not."""

    done: tuple[Node, ...]
    refused: tuple[Refused, ...]


def selected(request: Request, folder: Container) -> Selection:
    """Return the entries of a folder that a form names by `child`; HTTPBadRequest where it names none."""
    names = dict.fromkeys(texts(request, "child"))
    if not names or len(names) > MOST:
        raise HTTPBadRequest(f"child: which ones, at most {MOST}")
    found = {name: folder.get(name) for name in names}
    seen = {
        name: node
        for name, node in found.items()
        if isinstance(node, Node) and request.has_permission("view", node)
    }
    gone = tuple(Refused(name, request.translate(GONE)) for name in names if name not in seen)
    return Selection(tuple(seen.values()), gone)


def do_each(
    request: Request,
    nodes: Iterable[Node],
    deed: Callable[[Node], object],
    gone: tuple[Refused, ...] = (),
) -> Result:
    """Do something with each node, and note what speaks against it: then nothing of it is done.

    A deed raises Unfit, HTTPForbidden or ValidationError.
    """
    done, refused = list[Node](), list(gone)
    for node in nodes:
        title, mark = node.title, request.tm.savepoint(optimistic=True)
        reason = why_not(request, deed, node)
        if reason:
            mark.rollback()
            refused.append(Refused(title, reason))
        else:
            done.append(node)
    return Result(tuple(done), tuple(refused))


def why_not(request: Request, deed: Callable[[Node], object], node: Node) -> str:
    """Do something with a node; return "", or what speaks against it, in words."""
    try:
        deed(node)
    except Unfit as error:
        return str(request.translate(str(error)))
    except HTTPForbidden:
        return str(request.translate(NOT_ALLOWED))
    except ValidationError as error:
        return reasons(request, error)
    return ""


def answer(
    request: Request, folder: Container, result: Result, key: str, **shown: object
) -> dict[str, Any] | HTTPSeeOther:
    """Return to the list where all was done; else say what was done and what was not, by the screen's template.

    `shown` is what that template needs besides.
    """
    back = back_to(request, folder)
    only = result.done[0] if len(result.done) == 1 else None
    said, number = (key, 0) if only else (f"{key}-many", len(result.done))
    if not result.refused:
        return go(request, back, said, only, number=number)
    shown |= {"result": result, "back": back}
    if not result.done:
        return wrong(request, shown)
    tell(request, said, only, number)
    return shown


def hidden(request: Request) -> list[tuple[str, str]]:
    """Return the controls that each form about a selection hands on."""
    kept = ("child", "back")
    return [(name, value) for name in kept for value in texts(request, name)]

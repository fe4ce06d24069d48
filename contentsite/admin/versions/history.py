"""`@@history`: the versions of a node; looking at one, comparing two, restoring one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Annotated, Any, Final, NamedTuple

from pydantic import Field, ValidationError
from pyramid.config import Configurator

from contentsite.admin.flash import add_messages, go
from contentsite.admin.form.problem import reasons
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen, wrong
from contentsite.admin.stamp import MEANWHILE, is_stale
from contentsite.sentence import _
from contentsite.storage.past import moment_of
from contentsite.tree.node import Node
from contentsite.versions.compare import compare
from contentsite.versions.history import NoVersion, versions_of
from contentsite.versions.restore import restore
from contentsite.versions.stamp import stamp_of
from contentsite.versions.version import (
    BEGUN,
    DISCARDED,
    FOUND,
    PUBLISHED,
    RESTORED,
    SAVED,
    UNDONE,
    Version,
)
from contentsite.web.request import Request

from .preview import version_address
from .shown import Line, lines_of, version_side

BATCH: Final = 50
Number = Annotated[int, Field(ge=0, lt=2**31)]
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
DONE: Final = {
    BEGUN: _("The beginning"),
    SAVED: _("Saved"),
    PUBLISHED: _("Published"),
    RESTORED: _("Restored"),
    DISCARDED: _("Changes discarded"),
    UNDONE: _("Undone"),
    FOUND: _("Changed by a script or an import"),
}


class Entry(NamedTuple):
    """A version as the list shows it."""

    number: int
    moment: datetime
    name: str
    done: str
    comment: str
    changed: tuple[str, ...]
    is_live: bool
    url: str
    then: str
    """Where the whole site as it was then is shown, with this page; "" for what is not stored yet."""


class Comparison(NamedTuple):
    """Two versions and what differs; `reason` where they cannot be compared."""

    one: int
    two: int
    lines: tuple[Line, ...] = ()
    reason: str = ""


def show(
    context: Node, request: Request, before: Number = 0, one: Number = 0, two: Number = 0
) -> dict[str, Any]:
    """Show the list, newest first, and what differs between two of them."""
    return _values(context, request, before, one, two)


def save(context: Node, request: Request) -> Any:
    """Restore a version, as a new one."""
    given = text(request, "number")
    reason = MEANWHILE if is_stale(context, request) else ""
    if not reason:
        try:
            done = restore(context, int(given) if _NUMBER.fullmatch(given) else 0)
        except NoVersion:
            reason = _("There is no such version: it never was, or it was not kept.")
        except ValidationError as error:
            reason = as_it_was(request, error)
    if reason:
        return wrong(request, {**_values(context, request), "reason": request.translate(reason)})
    said = "restored-part" if done.left_out else "as-then" if done.names else "as-it-was"
    return go(request, request.view_address(context, "@@history"), said, context)


def as_it_was(request: Request, error: ValidationError) -> str:
    """Return why something cannot have the values that it had, in a sentence."""
    return _("It cannot be as it was: {reasons}", reasons=reasons(request, error))


def _values(
    node: Node, request: Request, before: int = 0, one: int = 0, two: int = 0
) -> dict[str, Any]:
    found = [*islice(versions_of(node, before or None), BATCH + 1)]
    here = request.view_address(node, "@@history")
    older = f"{here}?before={found[BATCH - 1].number}" if len(found) > BATCH else ""
    return {
        "entries": [*_entries(node, request, found[:BATCH])],
        "older": older,
        "newest": here if before else "",
        "comparison": _comparison(node, request, one, two) if one and two else None,
        "version": stamp_of(node),
        "reason": "",
    }


def _entries(node: Node, request: Request, versions: list[Version]) -> Iterator[Entry]:
    fields = type(node).fields()
    last = next(versions_of(node))
    for each in versions:
        labels = (fields[name].label if name in fields else name for name in each.changed)
        yield Entry(
            number=each.number,
            moment=each.moment,
            name=each.name,
            done=request.translate(DONE.get(each.what, each.what)),
            comment=each.comment if each.what != RESTORED else f"{each.comment} →",
            changed=tuple(map(request.translate, labels)),
            is_live=each.number == last.live,
            url=version_address(request, node, each.number),
            then=_then(node, request, each),
        )


def _then(node: Node, request: Request, version: Version) -> str:
    """Return the address of the site at the moment at which a version was stored, which is later than its own."""
    stored = version if version._p_jar is not None else node
    stored._p_activate()
    moment = moment_of(stored._p_serial).isoformat().replace("+00:00", "Z")
    return f"{request.mount}/@@at?moment={moment}&uid={node.uid}"


def _comparison(node: Node, request: Request, one: int, two: int) -> Comparison:
    one, two = sorted((one, two))
    try:
        sides = version_side(request, node, one), version_side(request, node, two)
        lines = lines_of(request, compare(node, one, two), *sides)
    except NoVersion:
        reason = request.translate("One of them is not there: it never was, or it was not kept.")
        return Comparison(one, two, (), reason)
    return Comparison(one, two, lines)


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "history", "edit", show=show, save=save)
    messages = {
        "as-then": _(
            "“{title}” is as it was then. Visitors of a published page see it once that is published."
        ),
        "restored-part": _(
            "“{title}” is as it was then, but for what this type of page has no more."
        ),
        "as-it-was": _("“{title}” is like that already."),
    }
    add_messages(config, messages)

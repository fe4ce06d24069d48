"""`If-Match`: a write that was meant for another state than the present one is refused (RFC 9110, section 13.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from persistent.timestamp import TimeStamp
from pyramid.httpexceptions import HTTPPreconditionFailed

from contentsite.tree.node import Node
from contentsite.versions.history import versions_of
from contentsite.versions.stamp import stamp_of
from contentsite.web.request import Request

_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"')
_TID: Final = re.compile(r"(?!0{16})[0-9a-f]{16}")


class Stale(HTTPPreconditionFailed):  # type: ignore[misc]
    """The node is not as it was any more; `changed` has the fields that were changed since, where that is known."""

    def __init__(self, changed: tuple[str, ...], present: str) -> None:
        super().__init__("It was changed meanwhile. Read it again before you write.")
        self.changed, self.present = changed, present


def check_precondition(context: Any, request: Request) -> None:
    """Raise Stale where a request names states of the node, and none of them is the present one.

    A tag that a proxy has made weak counts as well: it names the same state.
    """
    if isinstance(context, Node):
        check_state(context, request.environ.get("HTTP_IF_MATCH", ""))


def check_state(node: Node, given: str) -> None:
    """Raise Stale where a header names states of the node, and none of them is the present one."""
    if not given or given.strip() == "*":
        return
    stamps = [tag.partition(".")[0] for tag in _TAG.findall(given)]
    present = stamp_of(node)
    if present not in stamps:
        raise Stale(tuple(dict.fromkeys(_changed_since(node, stamps))), present)


def _changed_since(node: Node, stamps: list[str]) -> Iterator[str]:
    """Yield the fields of the versions that were made after the newest of these states."""
    moments = [moment for stamp in stamps for moment in _moments(stamp)]
    if not moments:
        return
    since = max(moments)
    for version in versions_of(node):
        if version.moment <= since:
            return
        yield from version.changed


def _moments(stamp: str) -> Iterator[datetime]:
    """Yield when each transaction was that a stamp names."""
    for tid in _TID.findall(stamp):
        # what is no moment at all names no state either
        with suppress(ValueError):
            yield datetime.fromisoformat(f"{TimeStamp(bytes.fromhex(tid))}+00:00")

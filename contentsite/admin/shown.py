"""Differences as screens show them: values in words, references by title."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from contentsite.page.words import filesize
from contentsite.schema.files import StoredFile, StoredImage
from contentsite.tree.node import Node
from contentsite.versions.compare import Difference, compare_values
from contentsite.versions.history import present
from contentsite.versions.words import Part
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .form.moment import zone_of


class Line(NamedTuple):
    """A field that differs, in words."""

    label: str
    before: str
    after: str
    parts: tuple[Part, ...]


def lines_of(request: Request, differences: Iterable[Difference]) -> tuple[Line, ...]:
    """Return differences in words."""
    return tuple(
        Line(
            request.translate(each.label),
            words_of(request, each.kind, each.before),
            words_of(request, each.kind, each.after),
            each.parts,
        )
        for each in differences
    )


def unpublished(request: Request, node: Node) -> tuple[Line, ...]:
    """Return what a node's working copy changes of what visitors see."""
    if node._working is None:
        return ()
    return lines_of(request, compare_values(node, node.field_values(), present(node)))


def words_of(request: Request, kind: str, value: Any) -> str:
    """Return a value in words; "" for none."""
    if kind in ("reference", "references"):
        uids = (value,) if isinstance(value, str) else value or ()
        return ", ".join(_title(request, uid) for uid in uids)
    if isinstance(value, bool):
        return str(request.translate("Yes" if value else "No"))
    if value is None:
        return ""
    return _plain_words(request, value)


def _plain_words(request: Request, value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(zone_of(request)[1]):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StoredFile):
        size = f", {value.width} × {value.height} px" if isinstance(value, StoredImage) else ""
        return f"{value.filename} ({filesize(value.size)}{size})"
    if isinstance(value, tuple | frozenset):
        return ", ".join(_plain_words(request, each) for each in value)
    return str(value)


def _title(request: Request, uid: str) -> str:
    found = seen(request, uid)
    return found.title if found else str(request.translate("(not there, or not for you)"))

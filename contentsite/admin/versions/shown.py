"""Differences as screens show them: values in words, references by title, pictures side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from contentsite.blocks import blocks_of
from contentsite.page.words import filesize
from contentsite.schema.blocks import Block
from contentsite.schema.files import StoredFile, StoredImage
from contentsite.schema.long import plain
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.versions.blocks import ADDED, MOVED, REMOVED, words_of_block
from contentsite.versions.compare import Difference, compare_values, since_begun
from contentsite.versions.history import last_of, present, version_of
from contentsite.versions.words import Part
from contentsite.web.clock import zone_of
from contentsite.web.download import SHOWN_IN_PAGES, field_of, file_address
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .preview import version_address

DONE: Final = {ADDED: _("Added"), REMOVED: _("Removed"), MOVED: _("Moved, from and to place")}
"""What became of a block."""


class Side(NamedTuple):
    """One of the two that are compared: its values, and the address of the bytes of a field."""

    values: Mapping[str, Any]
    address_of: Callable[[str], str]


class Shown(NamedTuple):
    """A picture of a comparison; its size in pixels, and what it shows."""

    url: str
    width: int
    height: int
    alt: str


class Cell(NamedTuple):
    """A value in words, and the picture where it is one."""

    words: str
    picture: Shown | None


class Line(NamedTuple):
    """A field that differs."""

    label: str
    before: Cell
    after: Cell
    parts: tuple[Part, ...]
    note: str = ""


def lines_of(
    request: Request, differences: Iterable[Difference], before: Side, after: Side
) -> tuple[Line, ...]:
    """Return what differs between two sides, in words and pictures."""
    return tuple(
        Line(
            _label(request, each),
            _cell(request, each, each.before, before),
            _cell(request, each, each.after, after),
            each.parts,
        )
        for each in differences
    )


def version_side(request: Request, node: Node, number: int) -> Side:
    """Return a version as a side of a comparison; raises NoVersion."""
    address = version_address(request, node, number)
    return Side(version_of(node, number).stored, lambda field: f"{address}&field={field}")


def live_side(request: Request, node: Node) -> Side:
    """Return what visitors see as a side of a comparison."""

    def address_of(field: str) -> str:
        is_first = field == field_of(node, StoredImage)
        return file_address(request, node, StoredImage) if is_first else ""

    return Side(node.field_values(), address_of)


def unpublished(request: Request, node: Node) -> tuple[Line, ...]:
    """Return what a node's working copy changes of what visitors see."""
    last = last_of(node)
    if node._working is None or last is None:
        return ()
    live, mine = live_side(request, node), version_side(request, node, last.number)
    return lines_of(request, compare_values(node, live.values, present(node)), live, mine)


def changed_meanwhile(request: Request, node: Node) -> tuple[Line, ...]:
    """Return what visitors see otherwise than when the working copy was begun; a note says what it replaces."""
    found = since_begun(node)
    if not found:
        return ()
    sides = version_side(request, node, node._working.base), live_side(request, node)
    note = request.translate("Publishing replaces it.")
    return tuple(
        line._replace(note=note if each.name in node._working.stored else "")
        for each, line in zip(found, lines_of(request, found, *sides), strict=True)
    )


def _label(request: Request, difference: Difference) -> str:
    """Return what a difference is about: a field, or a field of a block, or what became of the block."""
    label, inside = request.translate(difference.label), difference.inside
    if inside is None:
        return label
    info = blocks_of(request.registry).get(inside.kind)
    title = request.translate(info.title) if info else inside.kind
    part = request.translate(inside.spec.label if inside.spec else DONE[inside.what])
    return f"{label}, {inside.place}. {title}: {part}"


def _cell(request: Request, difference: Difference, value: Any, side: Side) -> Cell:
    words = words_of(request, difference.kind, value)
    if not isinstance(value, StoredImage) or value.content_type not in SHOWN_IN_PAGES:
        return Cell(words, None)
    address = side.address_of(difference.name)
    alt = str(plain(side.values.get("alt", "")) or value.filename)
    return Cell(words, Shown(address, value.width, value.height, alt) if address else None)


def words_of(request: Request, kind: str, value: Any) -> str:
    """Return a value in words; "" for none."""
    if kind in ("reference", "references"):
        uids = (value,) if isinstance(value, str) else value or ()
        return ", ".join(_title(request, uid) for uid in uids)
    if isinstance(value, bool):
        return str(request.translate(_("Yes") if value else _("No")))
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
    if isinstance(value, tuple) and any(isinstance(each, Block) for each in value):
        return "\n\n".join(_plain_words(request, each) for each in value)
    if isinstance(value, tuple | frozenset):
        return ", ".join(_plain_words(request, each) for each in value)
    if isinstance(value, Block):
        return words_of_block(value)
    return str(value)


def _title(request: Request, uid: str) -> str:
    found = seen(request, uid)
    return found.title if found else str(request.translate("(not there, or not for you)"))

"""Both sides of a field that two have changed, as the form shows them beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from contentsite.schema.files import StoredFile
from contentsite.tree.node import Node
from contentsite.versions.compare import compare_values
from contentsite.versions.history import last_of
from contentsite.versions.words import GONE, NEW, Part
from contentsite.web.request import Request

from ..versions.preview import version_address
from ..versions.shown import Cell, Line, Side, lines_of, words_of
from .merging import Clash


class Beside(NamedTuple):
    """The two sides: in words of which each is marked as the one or the other's, or as cells."""

    key: str
    control: str
    label: str
    by: str
    moment: datetime | None
    theirs: Cell
    mine: Cell
    their_words: tuple[Part, ...]
    my_words: tuple[Part, ...]
    theirs_text: str
    """What the control would show of the other's value."""
    chosen: str
    is_prose: bool


def beside(request: Request, node: Node, clashes: Iterable[Clash]) -> tuple[Beside, ...]:
    """Return the sides of each clash."""
    return tuple(_beside(request, node, each) for each in clashes)


def _beside(request: Request, node: Node, clash: Clash) -> Beside:
    name = clash.control.spec.name
    last = last_of(node)
    address = version_address(request, node, last.number if last else 1)
    theirs = Side({name: clash.theirs}, lambda field: f"{address}&field={field}")
    # what was sent with this form has no address
    mine = Side({name: clash.mine}, lambda _field: "")
    line = _line(request, node, clash, theirs, mine)
    parts = line.parts if line else ()
    blank = Cell("", None)
    return Beside(
        clash.key,
        clash.into,
        clash.told.label,
        clash.told.by,
        clash.told.moment,
        line.before if line else blank,
        line.after if line else blank,
        tuple(each for each in parts if each.kind != NEW),
        tuple(each for each in parts if each.kind != GONE),
        clash.theirs_text,
        clash.chosen,
        bool(parts) and not isinstance(clash.theirs, StoredFile),
    )


def _line(request: Request, node: Node, clash: Clash, theirs: Side, mine: Side) -> Line | None:
    found = lines_of(request, compare_values(node, *_values(theirs, mine)), theirs, mine)
    if len(found) < 2:
        return next(iter(found), None)
    # blocks that differ in several things: all that they say stands on either side
    name = clash.control.spec.name
    before, after = (
        Cell(words_of(request, "blocks", side.values[name]), None) for side in (theirs, mine)
    )
    return Line(clash.told.label, before, after, ())


def _values(theirs: Side, mine: Side) -> tuple[Any, Any]:
    return theirs.values, mine.values

"""Blocks in a form: each is a group of controls; the buttons beside it move, double and remove it.

The order of the groups in what was sent is that of the blocks; the number in a group's name says only
which controls belong together. What a block was before is found by its fingerprint, wherever it stands now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final

from pydantic import ValidationError

from contentsite.blocks import BlockInfo, blocks_of
from contentsite.editing.weave import weave
from contentsite.schema.blocks import MOST, Block, block_of
from contentsite.schema.sanitize import plain_text
from contentsite.sentence import _
from contentsite.web.request import Request

from .control import ABSENT, Control, Problem, taken
from .problem import words
from .widget import Place

FEW: Final = 3
"""So many blocks are shown open."""
SUMMARY: Final = 80
"""So many characters of a block's words stand in its head."""
_WORDS: Final = frozenset({"text", "long_text", "rich_text", "markdown"})
_DEED: Final = re.compile(r"(up|down|copy|remove)\.(\d{1,9})")


class Group:
    """One block of the form. `block` is what it was, None for a new one."""

    def __init__(self, request: Request, field: str, number: int, kind: str, block: Any) -> None:
        self.number, self.kind = number, kind
        self.key = f"{field}.{number}"
        self.stand_for(block)
        self.value: Any = block
        """The block that was typed, None where it cannot be one."""
        self.info: BlockInfo | None = blocks_of(request.registry).get(kind)
        specs = self.info.cls.fields().values() if self.info else ()
        inside = [Place(request, spec, block, f"{self.key}.") for spec in specs]
        self.controls = tuple(map(Control, inside))
        self.is_open = False
        self._translate = request.translate

    def stand_for(self, block: Any) -> None:
        """Say that what was typed is about this block, None for a new one."""
        self.block = block
        self.was = fingerprint(block) if block is not None else ""

    def take(self, post: Any) -> Any:
        """Note what was typed and return the block that it means; one that is as it was is the same object."""
        self.value = self._taken(post)
        return self.value

    def _taken(self, post: Any) -> Any:
        changed = taken(self.controls, post, self._translate)
        if self.block is not None and not changed:
            return self.block
        before = self.block.field_values() if self.block is not None else {}
        try:
            return block_of({"kind": self.kind, **before, **changed})
        except ValidationError as error:
            for each in error.errors(include_url=False, include_input=False):
                self.refuse(each["loc"], words(self._translate, each))
        return None

    def read(self, post: Any) -> None:
        """Note what was typed, whatever it means."""
        for control in self.controls:
            with suppress(ValueError):
                control.take(post)

    def refuse(self, inside: tuple[str | int, ...], reason: str) -> None:
        """Note what is wrong with a field, named by `inside`; with the first one where it names none."""
        named = [each for each in self.controls if inside and each.spec.name == inside[0]]
        for control in (*named, *self.controls)[:1]:
            control.refuse(inside[1:], reason)

    def like(self, other: Group) -> None:
        """Show what was typed into another group of the same kind."""
        for mine, its in zip(self.controls, other.controls, strict=True):
            mine.text, mine.chosen = its.text, its.chosen

    @property
    def title(self) -> str:
        """What kind of block it is."""
        return self._translate(self.info.title if self.info else _("Not installed"))

    @property
    def summary(self) -> str:
        """The first words of the block, or the titles of what it refers to."""
        for control in self.controls:
            if control.spec.kind in _WORDS and control.text:
                text = control.text
                text = plain_text(text) if control.spec.kind == "rich_text" else text
                return " ".join(text.split())[:SUMMARY]
        found = (node for each in self.controls for node in each.more.get("found", ()))
        return ", ".join(node.title for node in found)[:SUMMARY]

    @property
    def is_wrong(self) -> bool:
        """Tell whether something in it is to be mended."""
        return any(control.error for control in self.controls)


class BlocksControl(Control):
    """A field of blocks."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.is_rearranged = False
        self.before: Sequence[Any] = ()
        self.kinds = kinds_of(place.request)
        self.groups = [
            self._group(number, getattr(block, "kind", ""), block)
            for number, block in enumerate(self.present or ())
        ]

    def take(self, post: Any) -> Any:
        """Note what was typed, and return the blocks, or nothing where they are as they were. Raises ValueError."""
        if self.key not in post:
            return ABSENT
        known = {fingerprint(block): block for block in (*self.before, *(self.present or ()))}
        self.groups = [*self._sent(post, known)]
        blocks = tuple(group.take(post) for group in self.groups)
        if f"{self.key}-do" in post:
            self.is_rearranged = True
            self._do(str(post[f"{self.key}-do"]), str(post.get(f"{self.key}-new", "")))
        if any(group.is_wrong for group in self.groups):
            raise ValueError(_("Something in these blocks is to be mended."))
        return ABSENT if blocks == tuple(self.present or ()) else blocks

    def recall(self, before: Sequence[Any]) -> None:
        """Let it know the blocks that the form was made from, where there are others by now."""
        self.before = before

    def weave(self) -> list[Group] | None:
        """Put what the other has done since into what was typed; return the blocks that both have changed.

        None where that cannot be told, since what there was before is not known.
        """
        theirs, free = tuple(self.present or ()), list(range(len(self.before)))
        was = [self._taken_from(free, group) for group in self.groups]
        mine = [group.value for group in self.groups]
        threads = weave(self.before, theirs, mine, was) if self.before else None
        if threads is None:
            return None
        known, number = self.groups, self.free
        self.groups = []
        for each in threads:
            if each.mine is None:
                self.groups.append(self._group(number, each.block.kind, each.block))
                number += 1
            else:
                known[each.mine].stand_for(None if each.theirs is None else theirs[each.theirs])
                self.groups.append(known[each.mine])
        return [group for group, each in zip(self.groups, threads, strict=True) if each.is_clash]

    def _taken_from(self, free: list[int], group: Group) -> int | None:
        """Return which of the blocks before a group stands for, and take it away."""
        found = next((n for n in free if self.before[n] == group.block), None)
        if found is not None:
            free.remove(found)
        return found

    @property
    def values(self) -> tuple[Any, ...]:
        """The blocks that were typed."""
        return tuple(group.value for group in self.groups)

    def refuse(self, inside: tuple[str | int, ...], reason: str) -> None:
        if inside and isinstance(inside[0], int) and inside[0] < len(self.groups):
            self.groups[inside[0]].refuse(inside[1:], reason)
        else:
            super().refuse(inside, reason)

    def forgive(self) -> None:
        super().forgive()
        for group in self.groups:
            for control in group.controls:
                control.forgive()

    @property
    def problems(self) -> Iterator[Problem]:
        """What is to be mended, in the blocks as well."""
        if not any(group.is_wrong for group in self.groups):
            yield from super().problems
        for place, group in enumerate(self.groups, start=1):
            for control in group.controls:
                for key, label, reason in control.problems:
                    yield Problem(key, f"{place}. {group.title}, {label}", reason)

    def _sent(self, post: Any, present: Mapping[str, Any]) -> Iterator[Group]:
        """Yield the groups that were sent, in their order."""
        pattern = re.compile(rf"{re.escape(self.key)}\.(\d{{1,9}})-kind")
        found = [match for name in dict.fromkeys(post) if (match := pattern.fullmatch(name))]
        if len(found) > MOST:
            raise ValueError(_("There can be at most {most} blocks here.", most=MOST))
        known = blocks_of(self.place.request.registry)
        for match in found:
            kind, number = str(post[match[0]]), int(match[1])
            block = present.get(str(post.get(f"{self.key}.{number}-was", "")))
            if block is not None and getattr(block, "kind", "") != kind:
                block = None
            if block is None and kind not in known:
                raise ValueError(_("There is no such kind of block."))
            yield self._group(number, kind, block)

    def _do(self, deed: str, kind: str) -> None:
        """Add a block of a kind, or do with one what its button says."""
        if not self.may_more and deed in ("add", "copy"):
            return
        if deed == "add" and any(info.kind == kind for info in self.kinds):
            self.groups.append(self._group(self.free, kind, None))
            self.groups[-1].is_open = True
        found = _DEED.fullmatch(deed)
        at = self._place_of(int(found[2])) if found else None
        if found is None or at is None:
            return
        group = self.groups[at]
        group.is_open = True
        if found[1] == "copy":
            twin = self._group(self.free, group.kind, group.block)
            twin.like(group)
            self.groups.insert(at + 1, twin)
            return
        del self.groups[at]
        if found[1] != "remove":
            self.groups.insert(max(0, at + (1 if found[1] == "down" else -1)), group)

    def _group(self, number: int, kind: str, block: Any) -> Group:
        return Group(self.place.request, self.key, number, kind, block)

    @property
    def free(self) -> int:
        """A number that no group has."""
        return max((group.number for group in self.groups), default=-1) + 1

    def _place_of(self, number: int) -> int | None:
        return next((n for n, each in enumerate(self.groups) if each.number == number), None)

    most = MOST

    @property
    def may_more(self) -> bool:
        """Tell whether there is room for another block."""
        return len(self.groups) < MOST


def kinds_of(request: Request) -> tuple[BlockInfo, ...]:
    """Return the blocks that can be added, by title."""
    known = blocks_of(request.registry).values()
    return tuple(sorted(known, key=lambda info: str(request.translate(info.title))))


def fingerprint(block: Any) -> str:
    """Return what tells a block from others: the same for equal ones, also where its class is not installed."""
    if isinstance(block, Block):
        said = repr(block)
    else:
        cls = type(block)
        said = repr((cls.__module__, cls.__name__, getattr(block, "__Broken_state__", None)))
    return sha256(said.encode()).hexdigest()[:16]

"""Checking items against the content types, before anything is written."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from contentsite.declaration import Registry, TypeInfo
from contentsite.files.sniff import InvalidFile, image_facts
from contentsite.tree.container import Container
from contentsite.tree.root import Root
from contentsite.tree.row import shortened

from .blocks import in_blocks
from .fit import Fitting
from .item import HOME, Item, Problem, Source, UidOf

TITLE_LENGTH: Final = 500
_UID: Final = re.compile(r"(?:uid:)?([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item that can be written: its type, and its checked values."""

    item: Item
    info: TypeInfo
    values: Mapping[str, Any]


def prepare(
    source: Source,
    types: Registry,
    home: type[Container],
    uid_of: UidOf,
    why_left: Callable[[str], str] = lambda _uid: "",
) -> tuple[deque[Prepared], list[Problem]]:
    """Check all items. Returns those that can be written, parents first, and what is wrong with the rest.

    A value that its field refuses is left out and reported; the node is made all the same. `home` is
    the class of the container that is imported into. `why_left` says of a node, by its uid,
    why it cannot be written to: its item is reported, and comes without values. The items of the
    source are used up, so that a large source is not in memory twice.
    """
    preparer = _Preparer(source, types, home, uid_of, why_left)
    waiting = deque(parents_first(source.items))
    source.items.clear()
    found: deque[Prepared] = deque()
    while waiting:
        prepared = preparer.prepared(waiting.popleft())
        if prepared is not None:
            found.append(prepared)
    return found, [*source.problems, *preparer.problems, *preparer.unused()]


def parents_first(items: list[Item]) -> Iterator[Item]:
    """Yield items so that each comes after its parent; within one parent the order stays.

    An item whose parent is unknown, or stands below the item itself, comes as if it had none.
    """
    known = {item.source_id for item in items}
    below: dict[str | None, list[Item]] = {}
    for item in items:
        below.setdefault(item.parent if item.parent in known else None, []).append(item)
    done: set[str] = set()
    queue = below.get(None, [])[::-1]
    rest = iter(items)
    while len(done) < len(known):
        # where nothing waits only circles are left: one is broken
        item = queue.pop() if queue else next(rest)
        if item.source_id not in done:
            done.add(item.source_id)
            yield item
            queue.extend(reversed(below.get(item.source_id, ())))


class _Preparer:
    def __init__(
        self,
        source: Source,
        types: Registry,
        home: type[Container],
        uid_of: UidOf,
        why_left: Callable[[str], str],
    ) -> None:
        self._source = source
        self._types = types
        self._home = home
        self._uid_of = uid_of
        self._why_left = why_left
        self._known = {item.source_id for item in source.items} | {HOME}
        self._parents = {item.parent for item in source.items}
        self._unused: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def prepared(self, item: Item) -> Prepared | None:
        """Check one item; None for one whose file cannot be read."""
        if reason := self._why_left(self._uid_of(item.source_id)):
            self._note(item, reason)
            return Prepared(_stripped(item), self._types["Document"], {})
        try:
            info = self._by_content(item, self._info(item))
        except OSError as error:
            self._note(item, f"{item.file} cannot be read: {error.strerror}; left out")
            return None
        fields = info.cls.fields()
        self._unused.update(name for name in item.extra if name not in fields)
        title = shortened(item.title, TITLE_LENGTH) or item.name or "Home"
        given = {**item.extra, **item.values, "title": title}
        if item.markdown is not None and "body" in fields and fields["body"].kind == "markdown":
            given["body"] = item.markdown
        if "body" not in fields and "blocks" in fields:
            given = in_blocks(given)
        fitting = Fitting(info.cls, lambda text: self._refer(item, text))
        values = fitting.fit(given)
        for fault in fitting.faults:
            self._note(item, fault)
        return Prepared(_stripped(item), info, values)

    def unused(self) -> Iterator[Problem]:
        """Report front matter for which no type had a field, once a name with the number of pages."""
        for name, count in sorted(self._unused.items()):
            pages = "1 page" if count == 1 else f"{count} pages"
            yield Problem("front matter", f"{name!r} fits no field of the type ({pages})")

    def _info(self, item: Item) -> TypeInfo:
        if item.source_id == HOME:
            return self._types.of(self._home.__name__) or self._types["Folder"]
        info = self._types.by_label(item.type)
        has_children = item.source_id in self._parents
        if info is None:
            reason = "is not a type of this site"
        elif issubclass(info.cls, Root):
            reason = "stands at the top of a site only"
        elif has_children and not issubclass(info.cls, Container):
            reason = "cannot hold pages, but pages stand below it"
        else:
            return info
        instead = "Folder" if has_children else "Document"
        self._note(item, f"{item.type!r} {reason}; imported as {instead}")
        return self._types[instead]

    def _by_content(self, item: Item, info: TypeInfo) -> TypeInfo:
        """Take a picture that is none for a file."""
        if item.file is None:
            return info
        with item.file.open("rb") as stream:
            if "image" not in info.cls.fields():
                return info
            try:
                image_facts(stream)
            except InvalidFile as error:
                self._note(item, f"{item.file.name}: {error}; imported as a file to download")
                return self._types["File"]
        return info

    def _refer(self, item: Item, text: str) -> str | None:
        """Give the uid of what an item refers to: a uid itself, or a page or file of the source."""
        if given := _UID.fullmatch(text):
            return given[1]
        found = self._source.resolve(item.source_id, text)
        return self._uid_of(found) if found in self._known and found is not None else None

    def _note(self, item: Item, reason: str) -> None:
        self.problems.append(Problem(item.source_id, reason))


def _stripped(item: Item) -> Item:
    """Leave out what is prepared already, so that it is not in memory twice."""
    return replace(item, values={}, extra={}, markdown=None)

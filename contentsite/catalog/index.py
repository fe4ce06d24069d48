"""The indexer: brings a catalog up to date with the transaction log, or makes it anew."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from secrets import token_hex
from typing import Any, Final

from ZODB.broken import Broken
from ZODB.POSException import POSKeyError
from ZODB.utils import p64

from contentsite.blocks import blocks_of
from contentsite.declaration import types_of
from contentsite.storage.classes import CLASSES
from contentsite.storage.connection import opened, site_in
from contentsite.storage.progress import Progress, silent
from contentsite.tree.node import Node, lineage
from contentsite.tree.walk import contents, shrink_cache
from contentsite.versions.working import Working
from contentsite.workflow.workflow import workflows_of

from .entry import entries_of, id_of
from .file import CatalogFile
from .layout import FORMAT, make_indexes, make_tables, meta, metas, set_meta
from .log import LogGone, written_since
from .write import Writer

BATCH: Final = 2_000
"""After so many nodes what was written so far is committed."""
REMEMBERED: Final = 20_000
"""So many words are known by heart from one step to the next."""
_PARTS: Final = frozenset({f"{Working.__module__}.{Working.__qualname__}"})


class Indexer:
    """Writes the catalog of a site. One at a time does: see `lock.py`."""

    def __init__(self, registry: Any, file: CatalogFile) -> None:
        self._registry, self._file = registry, file
        self._storage = registry._zodb_databases[""].storage
        self._types = types_of(registry)
        self._workflows = workflows_of(registry)
        self._nodes = frozenset(".".join(place) for place in registry.get(CLASSES, {}))
        self.print = fingerprint(registry)
        self.words: set[str] = set()
        """Words that are in the catalog for sure, while nobody makes it anew and nothing is rolled back."""
        self._made: str | None = None

    def catch_up(self, progress: Progress = silent) -> bool:
        """Bring the catalog up to date; make it anew where that cannot be done. Return whether anything was done."""
        with self._file.writing() as db:
            stop = self._storage.lastTransaction()
            known = metas(db)
            tid = known.get("tid")
            if tid is None or known.get("print") != self.print:
                self._rebuild(db, progress)
                return True
            if bytes.fromhex(tid) == stop:
                return False
            try:
                self._follow(db, bytes.fromhex(tid), stop)
            except LogGone:
                db.rollback()
                self._rebuild(db, progress)
            return True

    def rebuild(self, progress: Progress = silent) -> int:
        """Make the catalog anew, and return how many nodes are in it. Until that is done the old one answers."""
        with self._file.writing() as db:
            return self._rebuild(db, progress)

    def _rebuild(self, db: sqlite3.Connection, progress: Progress) -> int:
        with self._step(db):
            make_tables(db)
            self.words.clear()
            set_meta(db, "print", self.print)
            # what is remembered of another one holds no longer
            set_meta(db, "made", token_hex(8))
            # read before the first look: what is committed meanwhile is looked at again
            stop = self._storage.lastTransaction()
            with opened(self._registry) as connection:
                site = site_in(connection)
                looking = _Looking(self, db, site)
                looking.total = sum(site.uids().size(number) for number in range(256))
                looking.progress = progress
                looking.look([site])
                looking.flush()
            make_indexes(db)
            set_meta(db, "tid", stop.hex())
        progress(looking.done, looking.done, "nodes")
        return looking.done

    def _follow(self, db: sqlite3.Connection, tid: bytes, stop: bytes) -> None:
        """Apply the transactions from one to another, in steps that are each whole."""
        nodes: set[int] = set()
        parts: set[int] = set()
        for written in written_since(self._storage, tid, stop, self._nodes, _PARTS):
            nodes |= written.nodes
            parts |= written.parts
            if len(nodes) >= BATCH:
                self._apply(db, nodes, parts, written.tid)
                nodes, parts = set(), set()
        self._apply(db, nodes, parts, stop)

    def _apply(self, db: sqlite3.Connection, nodes: set[int], parts: set[int], tid: bytes) -> None:
        with self._step(db):
            if nodes or parts:
                with opened(self._registry) as connection:
                    looking = _Looking(self, db, site_in(connection))
                    looking.look_again(connection, nodes, parts)
                    looking.flush()
            set_meta(db, "tid", tid.hex())

    @contextmanager
    def _step(self, db: sqlite3.Connection) -> Iterator[None]:
        """Write something that is whole or not at all."""
        db.execute("BEGIN IMMEDIATE")
        try:
            made = meta(db, "made")
            if made != self._made or len(self.words) > REMEMBERED:
                self.words.clear()
            self._made = made
            yield
            db.commit()
        except BaseException:
            db.rollback()
            self.words.clear()
            raise


class _Looking:
    """One look at nodes as they are now."""

    def __init__(self, indexer: Indexer, db: sqlite3.Connection, site: Any) -> None:
        self._types, self._workflows = indexer._types, indexer._workflows
        self._writer, self._site = Writer(db, indexer.words), site
        self._done: set[int] = set()
        self.progress: Progress = silent
        self.total: int | None = None

    @property
    def done(self) -> int:
        """How many nodes were entered."""
        return len(self._done)

    def flush(self) -> None:
        """Write what was gathered."""
        self._writer.flush()

    def look_again(self, connection: Any, nodes: set[int], parts: set[int]) -> None:
        """Enter the nodes of these numbers, and those whose working copies have them, or take them out."""
        of_parts = (self._writer.of_part(number) for number in parts)
        for number in sorted(nodes | {found // 2 for found in of_parts if found is not None}):
            node = loaded(connection, number)
            if node is None or not self._is_in_tree(node):
                self._writer.drop(number * 2)
            elif number * 2 not in self._done:
                self.look(self._with_missing(node))

    def look(self, nodes: Iterable[Any]) -> None:
        """Enter nodes, parents first, and of what they hold all that is not known."""
        waiting = [*nodes][::-1]
        while waiting:
            node = waiting.pop()
            is_new = self._put(node)
            if is_new and (named := contents(node)) is not None:
                waiting += [child for _name, child in named if self._is_unknown(child)][::-1]

    def _put(self, node: Node) -> bool:
        """Enter a node, and tell whether it was not known."""
        entry = id_of(node)
        is_new = not self._writer.knows(entry)
        info = self._types.of(type(node).__name__)
        weight = info.weight if info else 1.0
        for each in entries_of(node, weight, self._workflows):
            self._writer.put(each, is_new=is_new)
        self._done.add(entry)
        if len(self._done) % 1_000 == 0:
            self.progress(len(self._done), self.total, "nodes")
            shrink_cache(self._site)
        return is_new

    def _is_unknown(self, child: Any) -> bool:
        return not isinstance(child, Broken) and not self._writer.knows(id_of(child))

    def _is_in_tree(self, node: Any) -> bool:
        return any(here is self._site for here in lineage(node))

    def _with_missing(self, node: Node) -> list[Node]:
        """Return the node, behind the topmost one above it that is not known: that brings what is between."""
        way = [*lineage(node)][::-1]
        missing = next(
            (each for each in way[:-1] if not self._writer.holds_place(id_of(each))), None
        )
        # the node itself may be known, as it stood before
        return [node] if missing is None else [missing, node]


def loaded(connection: Any, number: int) -> Node | None:
    """Return the node of this number in the database; None for what is gone, or is none."""
    try:
        stored = connection.get(p64(number))
        stored._p_activate()
    except POSKeyError:
        return None
    return stored if isinstance(stored, Node) else None


def fingerprint(registry: Any) -> str:
    """Return what a catalog depends on besides the data: another one makes it anew."""
    parts: list[object] = [FORMAT]
    for name, info in sorted(types_of(registry).items()):
        parts.append((name, info.weight, info.workflow, info.formerly))
        parts += [_field(each) for each in info.cls.fields().values()]
    for kind, block in sorted(blocks_of(registry).items()):
        parts.append((kind, *map(_field, block.cls.fields().values())))
    workflows: Mapping[str, Any] = workflows_of(registry)
    parts += [(name, repr(each.states)) for name, each in sorted(workflows.items())]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _field(spec: Any) -> tuple[object, ...]:
    return spec.name, spec.kind, spec.shown, spec.indexed

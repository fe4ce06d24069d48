"""Writing entries: into the tables, in the transaction that is open."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from .bunch import Bunches
from .entry import Entry, Texts, sort_title
from .fulltext import FullText
from .layout import TOP, set_meta
from .place import Places
from .titles import Titles

COLUMNS: Final = (
    "id", "place", "kind", "own", "publish_at", "expire_at", "owner", "listed", "copies", "type",
    "weight", "dated", "modified", "created", "sort_title", "uid", "name", "language", "part",
    "author", "worked", "bunch",
)  # fmt: skip
_ENTRY: Final = f"INSERT INTO entry VALUES({', '.join('?' * len(COLUMNS))})"


class Writer:
    """Puts entries into a catalog, and takes them out; all is there after `flush`. For `known` see `terms.py`."""

    def __init__(self, db: sqlite3.Connection, known: set[str]) -> None:
        self._db = db
        self._places = Places(db)
        self._texts = FullText(db, known)
        self._bunches = Bunches(db)
        self._titles = Titles(db)
        self._kinds: dict[tuple[str, str], int] = {}

    def knows(self, entry: int) -> bool:
        """Tell whether there is an entry of this id."""
        found = self._db.execute("SELECT 1 FROM entry WHERE id = ?", (entry,)).fetchone()
        return found is not None

    def holds_place(self, place: int) -> bool:
        """Tell whether what is in this container can be entered."""
        found = self._db.execute("SELECT 1 FROM place WHERE id = ?", (place,)).fetchone()
        return found is not None

    def put(self, entry: Entry, *, is_new: bool) -> None:
        """Enter what is known of a node or working copy, in place of what was known before: nothing, of a new one."""
        kind = self._kind(entry.workflow, entry.state)
        if not entry.copy:
            self._places.put(entry, kind)
            if not (entry.copies or is_new):
                self._take(entry.id + 1)
        before = None if is_new else self._row(entry.id)
        if before is None or before[1] != entry.place:
            self._places.spans.note(entry.place, entry.id, entry.id)
        self._put_row(entry, kind, before)
        self._put_texts(entry, None if before is None else int(before[1]))
        for table, rows in (("fact", entry.facts), ("link", entry.links)):
            if before is not None:
                self._db.execute(f"DELETE FROM {table} WHERE id = ?", (entry.id,))
            if rows:
                self._put_many(table, entry.id, rows)

    def drop(self, node: int) -> None:
        """Take out a node with its working copy, and all that is below it."""
        for place in self._places.below(node):
            for (each,) in self._db.execute(
                "SELECT id FROM entry WHERE place = ?", (place,)
            ).fetchall():
                self._take(each)
            self._bunches.drop(place)
        for each in (node, node + 1):
            self._take(each)
        self._places.drop(node)

    def flush(self) -> None:
        """Write what was gathered; to be called before the transaction ends."""
        self._texts.flush()
        self._bunches.flush()
        self._places.spans.flush()

    def of_part(self, number: int) -> int | None:
        """Return the id of the node whose working copy is this stored object; None where none is."""
        row = self._db.execute("SELECT id FROM entry WHERE part = ? AND part", (number,)).fetchone()
        return None if row is None else int(row[0]) & ~1

    def _take(self, entry: int) -> None:
        row = self._db.execute("SELECT place, bunch FROM entry WHERE id = ?", (entry,)).fetchone()
        if row is not None:
            place, bunch = row
            self._db.execute("DELETE FROM entry WHERE id = ?", (entry,))
            self._bunches.count(bunch, None)
            texts = self._texts.of(entry)
            self._titles.forget(entry, place, texts[0])
            self._texts.forget(entry, texts)
            for table in ("fact", "link"):
                self._db.execute(f"DELETE FROM {table} WHERE id = ?", (entry,))
            self._places.forget_scope(entry)

    def _row(self, entry: int) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._db.execute(
            "SELECT * FROM entry WHERE id = ?", (entry,)
        ).fetchone()
        return found

    def _put_row(self, entry: Entry, kind: int, before: tuple[Any, ...] | None) -> None:
        bunch = self._bunches.of(entry, kind)
        row = _columns(entry, kind, bunch)
        if before is None:
            self._db.execute(_ENTRY, row)
            self._bunches.count(None, bunch)
            return
        # an index is written where one of its columns is: most saves change few
        changed = {
            name: now for name, was, now in zip(COLUMNS, before, row, strict=True) if was != now
        }
        if changed:
            names = ", ".join(f"{name} = ?" for name in changed)
            self._db.execute(
                f"UPDATE entry SET {names} WHERE id = ?", (*changed.values(), entry.id)
            )
        self._bunches.count(before[-1], bunch)

    def _put_texts(self, entry: Entry, place: int | None) -> None:
        before = None if place is None else self._texts.of(entry.id)
        self._put_title(entry, place, before)
        self._texts.put(entry.id, entry.texts, before)

    def _put_title(self, entry: Entry, place: int | None, before: Texts | None) -> None:
        title = entry.texts[0]
        if place is not None and before is not None:
            if (place, before[0]) == (entry.place, title):
                return
            self._titles.forget(entry.id, place, before[0])
        self._titles.put(entry.id, entry.place, title)

    def _put_many(self, table: str, entry: int, rows: tuple[tuple[str, object], ...]) -> None:
        self._db.executemany(
            f"INSERT OR IGNORE INTO {table} VALUES(?, ?, ?)",
            [(entry, name, value) for name, value in rows],
        )

    def _kind(self, workflow: str, state: str) -> int:
        key = (workflow, state)
        if key not in self._kinds:
            found = self._db.execute(
                "SELECT id FROM kind WHERE workflow = ? AND state = ?", key
            ).fetchone()
            self._kinds[key] = self._new_kind(key) if found is None else found[0]
        return self._kinds[key]

    def _new_kind(self, key: tuple[str, str]) -> int:
        added = self._db.execute("INSERT INTO kind(workflow, state) VALUES(?, ?)", key).lastrowid
        set_meta(self._db, "kinds", str(added))
        return int(added or 0)


def _columns(entry: Entry, kind: int, bunch: int | None) -> tuple[object, ...]:
    own = TOP if entry.acl is None else entry.id & ~1
    return (
        entry.id, entry.place, kind, own, entry.publish_at, entry.expire_at, entry.owner,
        entry.listed, entry.copies, entry.type, entry.weight, entry.dated, entry.modified,
        entry.created, sort_title(entry.texts[0]), entry.uid, entry.name, entry.language, entry.part,
        entry.author, entry.worked, bunch,
    )  # fmt: skip

"""Places and scopes: where entries stand, and where it is said anew who may see them.

A place is a container. A scope is a node that is not seen by just those who see its parent: it has a
list of its own, is no public one, or has a window. An entry names its place, and a place its scope, so
that moving or sharing a branch changes the rows of its containers, however many documents it has.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Final, NamedTuple

from contentsite.security.acl import BLOCK

from .entry import Entry
from .layout import set_meta
from .span import Spans

_SCOPE: Final = "INSERT OR REPLACE INTO scope VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"


_PLACE: Final = """
    INSERT INTO place(id, parent, path, depth, scope) VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE
    SET parent = excluded.parent, path = excluded.path, depth = excluded.depth, scope = excluded.scope"""


class Place(NamedTuple):
    """One row of the table of places."""

    path: str
    depth: int
    scope: int


class Places:
    """The places and scopes of a catalog that is written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.spans = Spans(db)

    def put(self, entry: Entry, kind: int) -> None:
        """Enter a node's scope, where it is one, and its place, where it is a container."""
        parent = self._place(entry.place)
        is_scope, is_other = self._put_scope(entry, kind, parent)
        if entry.is_container:
            path, depth = parent.path + entry.path_part, parent.depth + 1
            scope = entry.id if is_scope else parent.scope
            before = self._find(entry.id)
            self._db.execute(_PLACE, (entry.id, entry.place, path, depth, scope))
            if before is not None and (is_other or before != Place(path, depth, scope)):
                self._push_down(entry.id, Place(path, depth, scope))
                self._note_span(entry.id)

    def below(self, node: int) -> list[int]:
        """Return the container of this id and all containers below it."""
        here = self._find(node)
        if here is None:
            return []
        found = self._db.execute(
            "SELECT id FROM place WHERE path >= ? AND path < ?", (here.path, after(here.path))
        )
        return [row[0] for row in found]

    def drop(self, node: int) -> None:
        """Take out a container, and all containers below it."""
        for each in self.below(node):
            self._db.execute("DELETE FROM place WHERE id = ?", (each,))

    def forget_scope(self, node: int) -> bool:
        """Take out the scope of a node, and tell whether it was one."""
        was_scope = bool(self._db.execute("DELETE FROM scope WHERE id = ?", (node,)).rowcount)
        if was_scope:
            self._changed()
        return was_scope

    def _put_scope(self, entry: Entry, kind: int, parent: Place) -> tuple[bool, bool]:
        """Enter what a node says of who may see what is in it; tell whether it says anything, and anything new."""
        closed = self._is_closed(parent.scope)
        # below a block it may be the owner alone who gets in
        is_forced = entry.is_plain and entry.is_container and closed and bool(entry.owner)
        if not is_forced and (entry.is_plain or not (entry.is_container or entry.acl)):
            return False, self.forget_scope(entry.id)
        row = (
            entry.id, parent.scope, entry.acl, kind, entry.publish_at, entry.expire_at,
            entry.owner, int(closed or _blocks(entry.acl)), int(is_forced),
        )  # fmt: skip
        before = self._db.execute("SELECT * FROM scope WHERE id = ?", (entry.id,)).fetchone()
        if before != row:
            self._db.execute(_SCOPE, row)
            self._changed()
        return True, before != row

    def _note_span(self, place: int) -> None:
        """Let the containers above one know what is in it, where it stands elsewhere."""
        row = self._db.execute("SELECT first, last FROM place WHERE id = ?", (place,)).fetchone()
        if row[0] is not None:
            self.spans.note(place, *row)

    def _push_down(self, top: int, here: Place) -> None:
        """Let the containers below one know that it stands elsewhere, or is seen by others."""
        waiting = [(top, here)]
        while waiting:
            parent, (path, depth, scope) = waiting.pop()
            self._push_to_scopes(parent, scope)
            children = self._db.execute(
                "SELECT id FROM place WHERE parent = ?", (parent,)
            ).fetchall()
            for (child,) in children:
                own = self._scope_of_container(child, scope)
                place = Place(f"{path}{child:x}/", depth + 1, own)
                self._db.execute(
                    "UPDATE place SET path = ?, depth = ?, scope = ? WHERE id = ?", (*place, child)
                )
                waiting.append((child, place))

    def _push_to_scopes(self, place: int, scope: int) -> None:
        """Let the scopes that stand in a container know in which scope that is now."""
        closed = self._is_closed(scope)
        found = self._db.execute(
            "SELECT s.id, s.acl FROM scope s JOIN entry e ON e.id = s.id WHERE e.place = ?",
            (place,),
        ).fetchall()
        for node, acl in found:
            self._db.execute(
                "UPDATE scope SET parent = ?, closed = ? WHERE id = ?",
                (scope, int(closed or _blocks(acl)), node),
            )
        if found:
            self._changed()

    def _scope_of_container(self, node: int, above: int) -> int:
        """Return the scope of a container whose parent has this one; make one that is needed now."""
        own = self._db.execute("SELECT forced FROM scope WHERE id = ?", (node,)).fetchone()
        if not self._is_closed(above):
            if own == (1,):
                self.forget_scope(node)
            return node if own == (0,) else above
        if own is not None:
            return node
        owned = self._db.execute(
            "SELECT kind, publish_at, expire_at, owner FROM entry WHERE id = ? AND owner != ''",
            (node,),
        ).fetchone()
        if owned is None:
            return above
        self._db.execute(_SCOPE, (node, above, None, *owned, 1, 1))
        self._changed()
        return node

    def _is_closed(self, scope: int) -> bool:
        row = self._db.execute("SELECT closed FROM scope WHERE id = ?", (scope,)).fetchone()
        return row is not None and bool(row[0])

    def _place(self, place: int) -> Place:
        found = self._find(place)
        if found is None:
            raise KeyError(place)
        return found

    def _find(self, place: int) -> Place | None:
        row = self._db.execute(
            "SELECT path, depth, scope FROM place WHERE id = ?", (place,)
        ).fetchone()
        return None if row is None else Place(*row)

    def _changed(self) -> None:
        """Let those who know the scopes by heart read them anew."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'scopes'").fetchone()
        set_meta(self._db, "scopes", str(int(row[0]) + 1 if row else 1))


def after(path: str) -> str:
    """Return the first text that sorts behind all paths that begin with this one."""
    return path[:-1] + chr(ord(path[-1]) + 1) if path else "g"


def _blocks(acl: str | None) -> bool:
    return acl is not None and tuple(json.loads(acl)[0]) == BLOCK

"""Search for somebody: what the catalog finds, asked for once more on each node that is shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from contentsite.security.decide import may
from contentsite.security.principal import Who
from contentsite.security.role import EDIT, PUBLISH, VIEW
from contentsite.tree.container import Container
from contentsite.tree.moment import EPOCH
from contentsite.tree.node import Node, root_of
from contentsite.tree.root import Root
from contentsite.web.request import Request
from contentsite.workflow.workflow import workflows_of

from .browse import Browsing
from .catalog import catalog_of
from .children import Batch, Child, Children
from .entry import STEP, id_of, moment
from .file import is_damage
from .index import loaded
from .label import label_of
from .layout import metas
from .parts import Seeing, is_place, parts_of
from .query import Query
from .search import Found, search
from .sight import Scopes, Sight, read_scopes, sight_of
from .snippet import Marker
from .sources import planned, sources, worked

KEPT: Final = 256
"""So many persons' sights are remembered."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found. `title` and `snippet` are HTML, with `<mark>` around what was looked for."""

    node: Node
    is_copy: bool
    """Whether this is its working copy, which visitors do not see."""
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found."""

    hits: tuple[Hit, ...]
    total: int
    """How many nodes there are, counted up to 10,000."""
    facets: Mapping[str, tuple[tuple[Any, int], ...]]
    """Values and how many have them, the most frequent first, by what the question wanted counted."""
    is_fresh: bool
    """Whether all that was committed before the question was looked at."""
    is_exact: bool = True
    """Whether the numbers are counted; those of more than 500 hits are estimated, unless it is asked for."""
    is_ready: bool = True
    """Whether there is a catalog: a new one is being made where not."""


NOT_READY: Final = Answer((), 0, {}, is_fresh=False, is_ready=False)


class Asking:
    """Somebody at a moment, who asks the catalog of a site."""

    def __init__(self, registry: Any, site: Root, who: Who, now: datetime) -> None:
        self._registry, self._catalog = registry, catalog_of(registry)
        self._workflows = workflows_of(registry)
        self._site, self._who, self._now = site, who, now

    def search(self, query: Query) -> Answer:
        """Answer a question. Who is signed in, and may have changed something, waits for that a moment."""
        is_fresh = self._catalog.freshen(wait=self._who.is_known)
        try:
            return self._answer(query, is_fresh)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self._catalog.mend()
            return NOT_READY

    def _answer(self, query: Query, is_fresh: bool) -> Answer:
        with self._catalog.file.reading() as db:
            if not self._catalog.is_ready(db):
                return NOT_READY
            copies = self.sight(db, EDIT) if query.copies and self._who.is_known else None
            found = search(db, query, self.sight(db, VIEW), copies, moment(self._now) or 0)
            hits = self._hits(db, found)
        return Answer(hits, found.total, found.facets, is_fresh, found.is_exact)

    def references_to(self, node: Node) -> tuple[Node, ...]:
        """Return the nodes that refer to one, or to what is below it, and are not there themselves.

        Of those that one may see, at most 500; by their working copies, too, where one may edit them.
        """
        self._catalog.freshen(wait=self._who.is_known)
        with self._reading() as db:
            if db is None:
                return ()
            copies = self.sight(db, EDIT) if self._who.is_known else None
            now = moment(self._now) or 0
            ids = [*sources(db, id_of(node), self.sight(db, VIEW), copies, now)]
            uids = [_uid(db, each) for each in ids]
        found = (self._site.find(uid) for uid in uids)
        return tuple(each for each in found if each is not None and self._may(each, VIEW))

    def planned(self) -> tuple[tuple[datetime, Node, str], ...]:
        """Return what will begin or end to be public, in order: the moment, the node, "begins" or "ends".

        Of what one may edit, at most 500.
        """
        self._catalog.freshen(wait=self._who.is_known)
        with self._reading() as db:
            rows = [] if db is None else planned(db, self.sight(db, EDIT), moment(self._now) or 0)
        found = ((EPOCH + row.moment * STEP, self._site.find(row.uid), row.what) for row in rows)
        return tuple(
            (when, node, what)
            for when, node, what in found
            if node is not None and self._may(node, EDIT)
        )

    def worked(self) -> tuple[Node, ...]:
        """Return the nodes with unpublished changes that one may publish, at most 500, the latest first."""
        self._catalog.freshen(wait=self._who.is_known)
        with self._reading() as db:
            uids = (
                [] if db is None else [*worked(db, self.sight(db, PUBLISH), moment(self._now) or 0)]
            )
        found = map(self._site.find, uids)
        return tuple(each for each in found if each is not None and self._may(each, PUBLISH))

    def children(
        self, folder: Container, asked: Children, translate: Callable[[str], str] = str
    ) -> Batch | None:
        """Return a batch of the children of a folder that one may see; None where there is no catalog yet.

        Types and states are sorted by what `translate` makes of their titles. Who is signed in finds
        what he has just committed. Raises ValueError for a key that is none of this order.
        """
        is_fresh = self._catalog.freshen(wait=self._who.is_known)
        label = label_of(asked.sort, self._registry, translate)
        with self._reading() as db:
            if db is None:
                return None
            seeing = self._seeing(db)
            found = Browsing(db, id_of(folder), asked, seeing, label).browsed()
            uids = [_uid(db, each) for each in found.ids]
        nodes = map(self._node, found.ids, uids)
        children = tuple(self._child(node) for node in nodes if node and self._may(node, VIEW))
        return Batch(children, found.numbers, found.previous, found.next, is_fresh)

    def number_in(self, folder: Container) -> int | None:
        """Return how many children of a folder one may see; None where that is not known for sure."""
        if not self._catalog.freshen(wait=False) or folder._p_oid is None:
            return None
        with self._reading() as db:
            if db is None or not is_place(db, id_of(folder)):
                return None
            parts = parts_of(db, id_of(folder), self._seeing(db))
        return sum(part.seen for part in parts) if all(part.is_sure for part in parts) else None

    def _seeing(self, db: sqlite3.Connection) -> Seeing:
        edit = self.sight(db, EDIT) if self._who.is_known else None
        return Seeing(self.sight(db, VIEW), edit, moment(self._now) or 0)

    def _child(self, node: Node) -> Child:
        return Child(node, node._working is not None and self._may(node, EDIT))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """Give the catalog, None where there is none yet."""
        with self._catalog.file.reading() as db:
            yield db if self._catalog.is_ready(db) else None

    def _may(self, node: Node, permission: str) -> bool:
        return may(node, self._who, permission, self._now, self._workflows)

    def sight(self, db: sqlite3.Connection, permission: str) -> Sight:
        """Return what one has a permission on; remembered until something about that changes."""
        known = metas(db)
        version = " ".join(str(known.get(key)) for key in ("print", "made", "scopes", "kinds"))
        kept = self._catalog.sights
        key = (version, self._who.uid, self._who.principals, permission)
        now = moment(self._now) or 0
        found = kept.get(key)
        if found is None or not (found[1] <= now < (found[0].until or now + 1)):
            sight = sight_of(
                self._scopes(db, version), self._who, permission, self._now, self._workflows
            )
            if len(kept) >= KEPT:
                kept.clear()
            kept[key] = found = (sight, now)
        return found[0]

    def _scopes(self, db: sqlite3.Connection, version: str) -> Scopes:
        known = self._catalog.scopes
        if known is None or known[0] != version:
            self._catalog.scopes = known = (version, read_scopes(db))
        return known[1]

    def _node(self, entry: int, uid: str) -> Node | None:
        """Return the node of an entry by its number: the index of uids would be loaded for nothing."""
        node = loaded(self._site._p_jar, entry >> 1)
        is_it = node is not None and node.uid == uid and root_of(node) is self._site
        return node if is_it else None

    def _hits(self, db: sqlite3.Connection, found: Found) -> tuple[Hit, ...]:
        marker = Marker(found.asked.items, found.inside)
        rows = db.execute(
            "SELECT e.id, e.uid, b.title, b.description, b.text FROM json_each(?) j"
            " CROSS JOIN entry e ON e.id = j.value JOIN body b ON b.id = e.id ORDER BY j.key",
            (json.dumps(found.ids),),
        ).fetchall()
        return tuple(hit for row in rows if (hit := self._hit(row, marker)) is not None)

    def _hit(self, row: tuple[int, str, str, str, str], marker: Marker) -> Hit | None:
        entry, uid, title, description, text = row
        node, is_copy = self._node(entry, uid), bool(entry % 2)
        if node is None or not self._may(node, EDIT if is_copy else VIEW):
            return None
        return Hit(node, is_copy, marker.marked(title), marker.snippet(description, text))


def _uid(db: sqlite3.Connection, entry: int) -> str:
    row = db.execute("SELECT uid FROM entry WHERE id = ?", (entry,)).fetchone()
    return str(row[0])


def asking_of(request: Request) -> Asking:
    """Return who makes a request, as one who asks the catalog."""
    return Asking(request.registry, request.site, request.who, request.now)

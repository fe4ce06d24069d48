"""The tables of the catalog: derived from the site's database, and made anew from it at any time.

The id of an entry is that of its node in the site's database, doubled; that of its working copy is one more.
So nothing has to be looked up to find the entry of a node, of its parent, or of a node that is gone.
"""

from __future__ import annotations

import sqlite3
from typing import Final

FORMAT: Final = "6"
"""Another number makes each catalog anew: of other tables, or of another way to fold."""

GATHERED: Final = 32 << 20
"""So many bytes of an index are gathered before they are written."""

TOP: Final = 0
"""The place that the root is in, and the scope of that place: what holds above every site."""

TABLES: Final = (
    # what is known of the catalog itself; `tid` is the last transaction that is in it
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE kind(id INTEGER PRIMARY KEY, workflow TEXT, state TEXT, UNIQUE(workflow, state))",
    # `own` is its own scope, 0 for its place's
    """CREATE TABLE entry(
        id INTEGER PRIMARY KEY, place INTEGER, kind INTEGER, own INTEGER, publish_at INTEGER,
        expire_at INTEGER, owner TEXT, listed INTEGER, copies INTEGER, type TEXT, weight REAL,
        dated INTEGER, modified INTEGER, created INTEGER, sort_title TEXT, uid TEXT, name TEXT,
        language TEXT, part INTEGER,
        author TEXT, worked INTEGER, bunch INTEGER)""",
    """CREATE TABLE bunch(
        id INTEGER PRIMARY KEY, place INTEGER, kind INTEGER, type TEXT, owner TEXT, author TEXT,
        flags INTEGER, number INTEGER DEFAULT 0, UNIQUE(place, kind, type, owner, author, flags))""",
    "CREATE TABLE named(place INTEGER, word TEXT, id INTEGER, PRIMARY KEY(place, word, id)) WITHOUT ROWID",
    # containers: the ids on the way down to them; a move writes those of the branch that is moved
    # and the first and the last id below them
    """CREATE TABLE place(
        id INTEGER PRIMARY KEY, parent INTEGER, path TEXT, depth INTEGER, scope INTEGER,
        first INTEGER, last INTEGER)""",
    "CREATE INDEX place_path ON place(path)",
    "CREATE INDEX place_parent ON place(parent)",
    # where it is said anew who may see something; `closed` below a block, `forced` for that reason alone
    """CREATE TABLE scope(
        id INTEGER PRIMARY KEY, parent INTEGER, acl TEXT, kind INTEGER, publish_at INTEGER,
        expire_at INTEGER, owner TEXT, closed INTEGER, forced INTEGER)""",
    "CREATE TABLE body(id INTEGER PRIMARY KEY, title TEXT, description TEXT, tags TEXT, text TEXT)",
    # what comes here is folded, with nothing but words in it where there is more than ASCII: see `fold.py`
    """CREATE VIRTUAL TABLE words USING fts5(
        title, description, tags, text, content='', prefix='3', tokenize='ascii')""",
    "CREATE VIRTUAL TABLE titles USING fts5(title, content='', columnsize=0, prefix='1 2 3', tokenize='ascii')",
    # the longer words that occur, to find one inside another
    "CREATE TABLE term(id INTEGER PRIMARY KEY, word TEXT UNIQUE)",
    "CREATE VIRTUAL TABLE inside USING fts5(word, content='', tokenize='trigram', detail=full)",
    "CREATE TABLE fact(id INTEGER, field TEXT, value, PRIMARY KEY(field, value, id)) WITHOUT ROWID",
    "CREATE INDEX fact_id ON fact(id)",
    "CREATE TABLE link(id INTEGER, field TEXT, target TEXT, PRIMARY KEY(target, id, field)) WITHOUT ROWID",
    "CREATE INDEX link_id ON link(id)",
)
INDEXES: Final = (
    # what is asked of each hit, in a quarter of the memory that the entries take
    """CREATE INDEX entry_seen ON entry(
        id, place, kind, own, publish_at, expire_at, listed, type, weight, dated)""",
    "CREATE INDEX entry_place ON entry(place)",
    "CREATE INDEX entry_uid ON entry(uid)",
    "CREATE INDEX entry_dated ON entry(dated)",
    "CREATE INDEX entry_modified ON entry(modified)",
    "CREATE INDEX entry_part ON entry(part) WHERE part",
    "CREATE INDEX entry_language ON entry(language) WHERE language != ''",
    "CREATE INDEX entry_publish ON entry(publish_at) WHERE publish_at IS NOT NULL",
    "CREATE INDEX entry_expire ON entry(expire_at) WHERE expire_at IS NOT NULL",
    # in the orders in which the children of a folder are shown; see `bunch.py`
    "CREATE INDEX entry_title ON entry(bunch, sort_title) WHERE bunch IS NOT NULL",
    "CREATE INDEX entry_changed ON entry(bunch, modified) WHERE bunch IS NOT NULL",
    "CREATE INDEX entry_worked ON entry(bunch, worked) WHERE worked IS NOT NULL",
)
"""Made when all entries are there, which is quicker."""
_NAMES: Final = (
    "meta", "kind", "entry", "place", "scope", "body", "words", "titles", "term", "inside", "fact", "link",
    "bunch", "named",
)  # fmt: skip


_FTS: Final = ("words", "titles", "inside")


def make_tables(db: sqlite3.Connection) -> None:
    """Make empty tables in place of whatever is there, in the transaction that is open."""
    for name in _NAMES:
        db.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in TABLES:
        db.execute(statement)
    for table in _FTS:
        # twice as quick for a whole site as with the 1 MB that it has by itself
        db.execute(f"INSERT INTO {table}({table}, rank) VALUES('hashsize', {GATHERED})")
    db.execute("INSERT INTO place VALUES(?, NULL, '', 0, ?, NULL, NULL)", (TOP, TOP))


def meta(db: sqlite3.Connection, key: str) -> str | None:
    """Return what the catalog says of itself; None where it does not, or there are no tables."""
    try:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    except sqlite3.OperationalError:
        return None
    return None if row is None else str(row[0])


def make_indexes(db: sqlite3.Connection) -> None:
    """Make what the entries are found by, when those that there are have been entered."""
    for statement in INDEXES:
        db.execute(statement)
    for table in _FTS:
        # one part, which no later change has to be merged with for long
        db.execute(f"INSERT INTO {table}({table}) VALUES('optimize')")


def metas(db: sqlite3.Connection) -> dict[str, str]:
    """Return all that the catalog says of itself."""
    try:
        return {key: str(value) for key, value in db.execute("SELECT key, value FROM meta")}
    except sqlite3.OperationalError:
        return {}


def set_meta(db: sqlite3.Connection, key: str, value: str) -> None:
    """Note something about the catalog."""
    db.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (key, value))

"""All that a catalog says, so that two can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contentsite.catalog.file import CatalogFile
from contentsite.catalog.index import Indexer
from contentsite.catalog.write import COLUMNS

BUNCH = COLUMNS.index("bunch")
QUERIES = {
    "entry": "SELECT e.*, k.workflow, k.state, b.place, b.kind = e.kind, b.type, b.owner, b.author, b.flags"
    " FROM entry e JOIN kind k ON k.id = e.kind LEFT JOIN bunch b ON b.id = e.bunch ORDER BY e.id",
    "bunch": "SELECT b.place, b.type, b.owner, b.author, b.flags, b.number, k.workflow, k.state"
    " FROM bunch b JOIN kind k ON k.id = b.kind WHERE b.number ORDER BY 1, 2, 3, 4, 5, 7, 8",
    "counted": "SELECT bunch IS NULL, count(*) FROM entry GROUP BY bunch IS NULL ORDER BY 1",
    "named": "SELECT * FROM named ORDER BY 1, 2, 3",
    "place": "SELECT id, parent, path, depth, scope FROM place ORDER BY id",
    "beyond their spans": "SELECT e.id, p.id FROM place p JOIN place q ON substr(q.path, 1, length(p.path)) = p.path"
    " JOIN entry e ON e.place = q.id WHERE p.path != '' AND ifnull(e.id NOT BETWEEN p.first AND p.last, 1)",
    "scope": "SELECT s.*, k.workflow, k.state FROM scope s JOIN kind k ON k.id = s.kind ORDER BY s.id",
    "body": "SELECT * FROM body ORDER BY id",
    "fact": "SELECT * FROM fact ORDER BY id, field, value",
    "link": "SELECT * FROM link ORDER BY id, field, target",
    "words": "SELECT term, doc, col, offset FROM temp.said ORDER BY 1, 2, 3, 4",
    "titles": "SELECT term, doc, offset FROM temp.titled ORDER BY 1, 2, 3",
}


def dumped(file: CatalogFile) -> dict[str, list[Any]]:
    """Return the rows of all tables; kinds and bunches by what they stand for, since their numbers are chance."""
    with file.writing() as db:
        for name, table in (("said", "words"), ("titled", "titles")):
            db.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab(main, {table}, instance)"
            )
        found = {name: db.execute(query).fetchall() for name, query in QUERIES.items()}
    assert not found["beyond their spans"]
    chance = {"entry": (2, BUNCH), "scope": (3,)}
    for name, columns in chance.items():
        found[name] = [
            tuple(value for number, value in enumerate(row) if number not in columns)
            for row in found[name]
        ]
    return found


def fresh(registry: Any, folder: Path) -> dict[str, list[Any]]:
    """Return what a catalog says that is made anew."""
    file = CatalogFile(folder / "fresh.sqlite")
    try:
        Indexer(registry, file).rebuild()
        return dumped(file)
    finally:
        file.close()

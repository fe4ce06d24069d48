"""All that a catalog says, so that two can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contentsite.catalog.file import CatalogFile
from contentsite.catalog.index import Indexer

QUERIES = {
    "entry": "SELECT e.*, k.workflow, k.state FROM entry e JOIN kind k ON k.id = e.kind ORDER BY e.id",
    "place": "SELECT * FROM place ORDER BY id",
    "scope": "SELECT s.*, k.workflow, k.state FROM scope s JOIN kind k ON k.id = s.kind ORDER BY s.id",
    "body": "SELECT * FROM body ORDER BY id",
    "fact": "SELECT * FROM fact ORDER BY id, field, value",
    "link": "SELECT * FROM link ORDER BY id, field, target",
    "words": "SELECT term, doc, col, offset FROM temp.said ORDER BY 1, 2, 3, 4",
}


def dumped(file: CatalogFile) -> dict[str, list[Any]]:
    """Return the rows of all tables; kinds by what they stand for, since their numbers are chance."""
    with file.writing() as db:
        db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.said USING fts5vocab(main, words, instance)"
        )
        found = {name: db.execute(query).fetchall() for name, query in QUERIES.items()}
    kind = {"entry": 2, "scope": 3}
    for name, column in kind.items():
        found[name] = [(*row[:column], *row[column + 1 :]) for row in found[name]]
    return found


def fresh(registry: Any, folder: Path) -> dict[str, list[Any]]:
    """Return what a catalog says that is made anew."""
    file = CatalogFile(folder / "fresh.sqlite")
    try:
        Indexer(registry, file).rebuild()
        return dumped(file)
    finally:
        file.close()

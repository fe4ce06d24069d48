"""Following the transaction log: what is in the catalog after this and that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from dump import dumped, fresh

from contentsite.catalog import index
from contentsite.catalog.ask import Asking
from contentsite.catalog.catalog import catalog_of
from contentsite.catalog.query import Query
from contentsite.security.acl import BLOCK, set_acl
from contentsite.security.principal import ANONYMOUS
from contentsite.testing import site_app
from contentsite.tree.move import move, remove
from contentsite.tree.trashing import purge, restore, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.working import edit

NOW = datetime(2026, 11, 1, tzinfo=UTC)


class Place:
    """A site that is changed, and asked."""

    def __init__(self, site: Any, browser: Any) -> None:
        self.site, self.browser, self.registry = site, browser, browser.app.registry
        for name in ("a", "b"):
            self.folder(site, name)

    def folder(self, parent: Any, name: str) -> Any:
        node = parent.add(name, Folder(title=name))
        node.publish()
        return node

    def page(self, parent: Any, name: str, body: str = "<p>needle</p>") -> Any:
        node = parent.add(name, Document(title=name, body=body))
        node.publish()
        return node

    def found(self, words: str, **more: Any) -> set[str]:
        self.browser.commit()
        answer = Asking(self.registry, self.site, ANONYMOUS, NOW).search(Query(words=words, **more))
        assert answer.is_fresh
        assert answer.total == len(answer.hits)
        return {hit.node.__name__ for hit in answer.hits}


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with site_app() as (site, browser):
        yield Place(site, browser)


@pytest.fixture
def top(place: Place) -> Iterator[Any]:
    """A folder of a test's own."""
    yield place.folder(place.site, "top")
    for name in {*place.site} - {"a", "b"}:
        place.site.remove(name)
    assert place.found("needle") == set()


def test_words_inside_of_others_are_found_in_a_catalog_that_is_made_anew(
    place: Place, top: Any
) -> None:
    assert place.found("mühlen") == set()
    place.page(top, "p1", "<p>Windmühlenflügel</p>")
    assert place.found("mühlen") == {"p1"}
    catalog_of(place.registry).rebuild()
    assert place.found("mühlen") == {"p1"}


def test_what_is_added_changed_and_removed(place: Place, top: Any) -> None:
    page = place.page(top, "p1")
    assert place.found("needle") == {"p1"}
    page.update({"body": "<p>thread</p>"})
    assert place.found("needle") == set()
    assert place.found("thread") == {"p1"}
    page.retract()
    assert place.found("thread") == set()
    page.publish()
    remove(page)
    assert place.found("thread") == set()


def test_a_branch_that_goes_and_comes_back(place: Place, top: Any) -> None:
    inner = place.folder(place.folder(top, "inner"), "innermost")
    place.page(inner, "deep")
    assert place.found("needle", within=top["inner"].uid) == {"deep"}
    item = trash(top)
    assert place.found("needle") == set()
    restore(place.site, item)
    assert place.found("needle") == {"deep"}
    item = trash(top)
    purge(place.site, item)
    assert place.found("needle") == set()
    place.folder(place.site, "top")


def test_a_branch_that_moves(place: Place, top: Any) -> None:
    place.page(place.folder(top, "inner"), "deep")
    assert place.found("needle", within=place.site["a"].uid) == set()
    move(top, place.site["a"])
    assert place.found("needle", within=place.site["a"].uid) == {"deep"}
    assert place.found("needle", within=place.site["b"].uid) == set()
    move(top, place.site)


def test_a_branch_that_moves_writes_its_containers_only(place: Place, top: Any) -> None:
    inner = place.folder(top, "inner")
    for number in range(30):
        place.page(inner, f"p{number}")
    assert len(place.found("needle", limit=50)) == 30
    move(top, place.site["a"])
    place.browser.commit()
    catalog = catalog_of(place.registry)
    with catalog.file.writing() as db:
        before = db.total_changes
    catalog.indexer.catch_up()
    with catalog.file.writing() as db:
        # the folder's own rows, a place each of two containers, the number of the transaction
        assert db.total_changes - before < 12
    move(top, place.site)


def test_closing_and_opening_a_branch(place: Place, top: Any) -> None:
    inner = place.folder(top, "inner")
    inner.owner = "somebody"
    inner.touch("owner")
    place.page(inner, "deep")
    assert place.found("needle") == {"deep"}
    set_acl(top, [BLOCK])
    assert place.found("needle") == set()
    set_acl(top, None)
    assert place.found("needle") == {"deep"}
    top.retract()
    assert place.found("needle") == set()


def test_a_working_copy_is_looked_at_each_time_it_is_saved(
    place: Place, top: Any, tmp_path: Path
) -> None:
    page = place.page(top, "p1")
    catalog = catalog_of(place.registry)
    for words in ("<p>first</p>", "<p>second</p>"):
        edit(page, {"body": words})
        place.browser.commit()
        catalog.indexer.catch_up()
        assert dumped(catalog.file) == fresh(place.registry, tmp_path)
    assert place.found("first second") == set()
    assert place.found("needle") == {"p1"}


def test_a_transaction_without_nodes_is_followed_too(place: Place, top: Any) -> None:
    catalog = catalog_of(place.registry)
    place.site.part("something", dict)
    place.browser.commit()
    assert catalog.freshen(wait=False)
    assert not catalog.indexer.catch_up()


def test_many_changes_are_applied_in_steps(
    place: Place, top: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.found("needle")
    monkeypatch.setattr(index, "BATCH", 3)
    for number in range(10):
        place.page(top, f"p{number}")
        place.browser.commit()
    catalog_of(place.registry).indexer.catch_up()
    assert len(place.found("needle")) == 10


def test_a_site_with_other_types_makes_another_catalog(
    place: Place, top: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.page(top, "p1")
    place.found("needle")
    catalog = catalog_of(place.registry)
    monkeypatch.setattr(catalog.indexer, "print", "other")
    made: list[int] = []
    real: Callable[..., int] = index.Indexer._rebuild

    def rebuild(*arguments: Any) -> int:
        made.append(1)
        return real(*arguments)

    monkeypatch.setattr(index.Indexer, "_rebuild", rebuild)
    with catalog.file.reading() as db:
        assert not catalog.is_ready(db)
    assert place.found("needle") == {"p1"}
    assert place.found("needle") == {"p1"}
    assert made == [1]
    monkeypatch.undo()
    assert place.found("needle") == {"p1"}

"""Whatever happens to the tree, and to the indexer: a catalog that has caught up is like one made anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from dump import dumped, fresh
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from transaction import TransactionManager
from ZODB.POSException import UndoError

from contentsite.catalog.file import CatalogFile
from contentsite.catalog.index import Indexer
from contentsite.catalog.write import Writer
from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.testing import site_app
from contentsite.tree.container import Container
from contentsite.tree.copy import copy
from contentsite.tree.move import InvalidMove, move, remove
from contentsite.tree.node import Node
from contentsite.tree.trashing import purge, restore, trash
from contentsite.tree.walk import nodes_in
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.working import discard, edit, publish_changes

TEXTS = ("Änderung am Fluß", "a plain text", "東京都 and more", "<p>long</p>" * 600, "")
TAGS = ((), ("a", "b"), ("b",))
LISTS = ((), (BLOCK,), ((ALLOW, "user:ada", "Reader"),), (BLOCK, (ALLOW, "everyone", "Visitor")))
WAYS = {
    "add": 4, "update": 3, "save": 4, "finish": 1, "turn": 3, "share": 4, "move": 6, "copy": 1,
    "take": 2, "empty": 2, "commit": 3, "abort": 1, "undo": 2, "pack": 1, "reopen": 1,
    "catch_up": 5, "crash": 2, "compare": 1,
}  # fmt: skip
STEPS = 80


class Crash(Exception):  # noqa: N818
    """The process is killed."""


class Walk:
    """Changes a site by chance; now and then the catalog catches up."""

    def __init__(self, site: Any, browser: Any, folder: Path, chance: Random) -> None:
        self.site, self.browser, self.chance, self.folder = site, browser, chance, folder
        self.registry = browser.app.registry
        self.file = CatalogFile(folder / "followed.sqlite")
        self.count = 0
        self.done: list[str] = []

    def go(self) -> None:
        for _number in range(STEPS):
            (way,) = self.chance.choices([*WAYS], [*WAYS.values()])
            if len(self.nodes()) < 6:
                way = "add"
            self.done.append(way)
            getattr(self, way)()
        self.compare()

    # what is there

    def nodes(self) -> list[Any]:
        return [*nodes_in(self.site)][1:]

    def node(self) -> Any:
        return self.chance.choice(self.nodes())

    def containers(self) -> list[Container]:
        return [each for each in nodes_in(self.site) if isinstance(each, Container)]

    # what people do

    def add(self) -> None:
        parent = self.chance.choice(self.containers())
        for kind in self.chance.sample((Folder, Document), 2):
            self.count += 1
            node: Node = kind(title=f"Node {self.count}")
            node.owner = self.chance.choice(("", "ada"))
            if self.chance.random() < 0.8:
                node.publish()
            parent.add(f"n{self.count}", node)
            parent = node if isinstance(node, Container) else parent

    def update(self) -> None:
        text = self.chance.choice(TEXTS)
        values = {"title": f"{text[:20]}!", "body": text, "tags": self.chance.choice(TAGS)}
        self.node().update(values)

    def save(self) -> None:
        worked = [each for each in self.nodes() if each._working is not None]
        node = self.chance.choice(worked) if worked and self.chance.random() < 0.6 else self.node()
        edit(node, {"body": self.chance.choice(TEXTS)})

    def finish(self) -> None:
        worked = [each for each in self.nodes() if each._working is not None]
        if worked:
            self.chance.choice((publish_changes, discard))(self.chance.choice(worked))

    def turn(self) -> None:
        node = self.node()
        self.chance.choice((node.publish, node.retract))()

    def share(self) -> None:
        set_acl(self.node(), self.chance.choice(LISTS))

    def move(self) -> None:
        with suppress(InvalidMove, ValueError):
            move(self.node(), self.chance.choice(self.containers()))

    def copy(self) -> None:
        if len(self.nodes()) < 30:
            with suppress(InvalidMove, ValueError):
                copy(self.node(), self.chance.choice(self.containers()))

    def take(self) -> None:
        self.chance.choice((remove, trash, trash))(self.node())

    def empty(self) -> None:
        item = next(self.site.trash.items(), None)
        if item is not None:
            with suppress(InvalidMove):
                self.chance.choice((restore, restore, purge))(self.site, item)

    # what becomes of it

    def commit(self) -> None:
        self.browser.commit()

    def abort(self) -> None:
        self.browser.manager.abort()
        self.browser.manager.begin()

    def undo(self) -> None:
        self.browser.commit()
        db = self.registry._zodb_databases[""]
        log = db.undoLog(0, 3)
        if len(log) == 3:
            with suppress(UndoError), TransactionManager(explicit=True) as undoing:
                db.undo(log[0]["id"], undoing)
        self.abort()

    def pack(self) -> None:
        self.browser.commit()
        self.registry._zodb_databases[""].pack()
        self.abort()

    # the indexer

    def catch_up(self) -> None:
        self.browser.commit()
        Indexer(self.registry, self.file).catch_up()

    def crash(self) -> None:
        self.browser.commit()
        with crashing(self.chance.randrange(6)), suppress(Crash):
            Indexer(self.registry, self.file).catch_up()

    def reopen(self) -> None:
        self.file.close()
        self.file = CatalogFile(self.file.path)

    def compare(self) -> None:
        self.browser.commit()
        Indexer(self.registry, self.file).catch_up()
        assert dumped(self.file) == fresh(self.registry, self.folder), self.done


@contextmanager
def crashing(after: int) -> Iterator[None]:
    """Let the indexer end when it has written so many entries."""
    left = iter(range(after))

    def put(writer: Writer, entry: Any, *, is_new: bool, real: Any = Writer.put) -> None:
        if next(left, None) is None:
            raise Crash
        real(writer, entry, is_new=is_new)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writer, "put", put)
        yield


def walk(folder: Path, seed: int) -> None:
    with site_app() as (site, browser):
        walking = Walk(site, browser, folder, Random(seed))
        try:
            walking.go()
        finally:
            walking.file.close()


FEW = settings(
    max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
)
seeds = st.integers(0, 2**32)


@FEW
@given(seed=seeds)
def test_a_catalog_that_has_caught_up_is_like_one_made_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    walk(tmp_path_factory.mktemp("walk"), seed)


@pytest.mark.long
@settings(FEW, max_examples=60)
@given(seed=seeds)
def test_it_is_after_many_changes(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    walk(tmp_path_factory.mktemp("walk"), seed)


def test_a_node_that_comes_into_a_new_folder_is_entered_there(tmp_path: Path) -> None:
    # found by the above: the folder was entered with what it holds, but not what was known elsewhere
    with site_app() as (site, browser):
        walking = Walk(site, browser, tmp_path, Random(0))
        old = site.add("old", Folder(title="Old"))
        page = old.add("page", Document(title="Page"))
        walking.catch_up()
        move(page, site.add("new", Folder(title="New")))
        walking.compare()
        walking.file.close()

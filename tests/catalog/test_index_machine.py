"""Whatever happens to the tree, and to the indexer: a catalog that has caught up is like one made anew."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from dump import dumped, fresh
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
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
number = st.integers(0, 30)


class Crash(Exception):  # noqa: N818
    """The process is killed."""


class Following(RuleBasedStateMachine):
    """Changes a site; now and then the catalog catches up."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.opened = site_app()
        self.site, self.browser = self.opened.__enter__()
        self.registry = self.browser.app.registry
        self.file = CatalogFile(Path(self.folder.name) / "followed.sqlite")
        self.count = 0
        here = self.site
        for _level in range(3):
            here = self.grow(here, Folder, "")
            self.grow(here, Document, "ada").publish()
        self.browser.commit()

    def grow(self, parent: Container, kind: Any, owner: str) -> Node:
        self.count += 1
        node: Node = kind(title=f"Node {self.count}")
        node.owner = owner
        if kind is Folder:
            node.publish()
        return parent.add(f"n{self.count}", node)

    def teardown(self) -> None:
        if hasattr(self, "opened"):
            self.compare()
            self.file.close()
            self.opened.__exit__(None, None, None)
            self.folder.cleanup()

    # what is there

    def nodes(self) -> list[Node]:
        return [*nodes_in(self.site)][1:]

    def node(self, pick: int) -> Node:
        found = self.nodes()
        assume(found)
        return found[pick % len(found)]

    def container(self, pick: int) -> Container:
        found = [self.site, *(each for each in self.nodes() if isinstance(each, Container))]
        return found[pick % len(found)]

    # what people do

    @rule(at=number, kind=st.sampled_from((Folder, Document)), owner=st.sampled_from(("", "ada")))
    def add(self, at: int, kind: Any, owner: str) -> None:
        assume(len(self.nodes()) < 20)
        parent = self.container(at)
        for each in (kind, Document):
            self.grow(parent, each, owner)

    @rule(pick=number, text=st.sampled_from(TEXTS), tags=st.sampled_from(((), ("a", "b"), ("b",))))
    def update(self, pick: int, text: str, tags: tuple[str, ...]) -> None:
        self.node(pick).update({"title": f"{text[:20]}!", "body": text, "tags": tags})

    @rule(pick=number, text=st.sampled_from(TEXTS))
    def edit(self, pick: int, text: str) -> None:
        edit(self.node(pick), {"body": text})

    @rule(pick=number, text=st.sampled_from(TEXTS))
    def edit_again(self, pick: int, text: str) -> None:
        found = [each for each in self.nodes() if each._working is not None]
        assume(found)
        edit(found[pick % len(found)], {"body": text})

    @rule(pick=number, publish=st.booleans())
    def finish(self, pick: int, publish: bool) -> None:
        found = [each for each in self.nodes() if each._working is not None]
        assume(found)
        (publish_changes if publish else discard)(found[pick % len(found)])

    @rule(pick=number, live=st.booleans())
    def turn(self, pick: int, live: bool) -> None:
        node = self.node(pick)
        node.publish() if live else node.retract()

    @rule(pick=number, entries=st.sampled_from(((), (BLOCK,), ((ALLOW, "user:ada", "Reader"),))))
    def share(self, pick: int, entries: Any) -> None:
        set_acl(self.node(pick), entries)

    @rule(pick=number, at=number)
    def move(self, pick: int, at: int) -> None:
        node = self.node(pick)
        with suppress(InvalidMove, ValueError):
            move(node, self.container(at))

    @rule(pick=number, at=number)
    def copy(self, pick: int, at: int) -> None:
        assume(len(self.nodes()) < 25)
        with suppress(InvalidMove, ValueError):
            copy(self.node(pick), self.container(at))

    @rule(pick=number, way=st.sampled_from((remove, trash)))
    def take(self, pick: int, way: Any) -> None:
        assume(len(self.nodes()) > 5)
        way(self.node(pick))

    @rule(back=st.booleans())
    def empty(self, back: bool) -> None:
        item = next(self.site.trash.items(), None)
        assume(item is not None)
        with suppress(InvalidMove):
            (restore if back else purge)(self.site, item)

    # what becomes of it

    @rule(fate=st.sampled_from(("commit", "abort", "undo", "pack", "reopen", "catch_up", "crash")))
    def fare(self, fate: str) -> None:
        getattr(self, fate)()

    def commit(self) -> None:
        self.browser.commit()

    def abort(self) -> None:
        self.browser.manager.abort()
        self.browser.manager.begin()

    def undo(self) -> None:
        self.browser.commit()
        db = self.registry._zodb_databases[""]
        log = db.undoLog(0, 1)
        assume(log and len(db.undoLog(0, 4)) > 3)
        with suppress(UndoError), TransactionManager(explicit=True) as undoing:
            db.undo(log[0]["id"], undoing)
        self.abort()

    def pack(self) -> None:
        self.browser.commit()
        self.registry._zodb_databases[""].pack()
        self.abort()

    # the indexer

    def catch_up(self) -> None:
        Indexer(self.registry, self.file).catch_up()

    def crash(self) -> None:
        self.browser.commit()
        self.count += 1
        calls = iter(range(self.count % 5))

        def put(writer: Writer, entry: Any, real: Any = Writer.put) -> None:
            if next(calls, None) is None:
                raise Crash
            real(writer, entry)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Writer, "put", put)
            with suppress(Crash):
                Indexer(self.registry, self.file).catch_up()

    def reopen(self) -> None:
        self.file.close()
        self.file = CatalogFile(self.file.path)

    @rule()
    def compare(self) -> None:
        self.browser.commit()
        Indexer(self.registry, self.file).catch_up()
        assert dumped(self.file) == fresh(self.registry, Path(self.folder.name))

    @invariant()
    def is_there(self) -> None:
        assert self.site is not None


def test_a_catalog_that_has_caught_up_is_like_one_made_anew() -> None:
    Following.TestCase.settings = settings(
        max_examples=15,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    Following.TestCase("runTest").runTest()

"""Any order of changes, undos and redos: each undo gives what was before, each redo what was after.

The model is what each change found and what it left, written down as plain values. Beside that what each
single operation does is held against a model of its own in `tests/tree/test_machine.py` and
`tests/versions/test_versions_machine.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from stored import Stored
from undo_desk import listen

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.tree.check import check_tree
from contentsite.tree.container import Container, NameTaken
from contentsite.tree.copy import copy
from contentsite.tree.move import InvalidMove, move, rename
from contentsite.tree.node import root_of
from contentsite.tree.order import ManualOrder
from contentsite.tree.trashing import purge, restore, trash
from contentsite.tree.walk import nodes_in
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.undo.change import UNDO
from contentsite.undo.log import changes_of
from contentsite.undo.rights import Rights
from contentsite.undo.undo import Outcome, undo
from contentsite.versions.history import versions_of
from contentsite.versions.working import discard, edit, publish_changes
from contentsite.workflow.simple import IMMEDIATE, SIMPLE

PICK = st.integers(0, 1_000)
TITLES = st.sampled_from(["Alpha", "beta", "Gamma"])
BODIES = st.sampled_from(["<p>x</p>", "<p>" + "long " * 1_000 + "</p>"])
NAMES = st.sampled_from(["a", "b", "c"])
ENTRY = (ALLOW, "signed-in", "Reader")
LARGEST = 40
RIGHTS = Rights(None, datetime.now(UTC), {each.name: each for each in (SIMPLE, IMMEDIATE)})


def dump(node: Any) -> Any:
    """Return all that visitors and editors see of a node and what is below it, and the keys of orders by hand."""
    own = (
        node.uid,
        node.field_values(),
        (node.state, node.listed, node.language, node.acl),
        None if node._working is None else node._working.values,
    )
    if not isinstance(node, Container):
        return own
    order = node.order
    keys = [order.key(name) if isinstance(order, ManualOrder) else None for name in node]
    return (*own, [(name, key, dump(node[name])) for name, key in zip(node, keys, strict=True)])


class Done(NamedTuple):
    """A change, what it found, and what it left."""

    id: str
    before: Any
    after: Any


class Undoing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="contentsite-")
        self.stored = Stored(Path(self.folder.name))
        listen(self.stored)
        for name in "ab":
            self.site.add(name, Folder(title=name)).add("x", Document(title="X"))
        self.stored.look()
        self.now = dump(self.site)
        self.past: list[Done] = []

    @property
    def site(self) -> Any:
        return self.stored.site

    def teardown(self) -> None:
        self.stored.close()
        self.folder.cleanup()

    # finding one's way

    def pick(self, number: int, cls: Any = object) -> Any:
        found = [node for node in nodes_in(self.site) if isinstance(node, cls)]
        if not found:
            raise ValueError("there is none")
        return found[number % len(found)]

    def store(self) -> None:
        """Store what was done; whatever differs is one change."""
        before, known = self.now, {change.id for change in changes_of(self.site).changes()}
        self.stored.look()
        self.now = dump(self.site)
        made = [each for each in changes_of(self.site).changes() if each.id not in known]
        assert len(made) <= 1
        if self.now != before:
            assert made
        self.past += [Done(each.id, before, self.now) for each in made]

    def attempt(self, deed: Callable[[], object]) -> None:
        savepoint = self.stored.manager.savepoint()
        try:
            deed()
        except (NameTaken, InvalidMove, ValueError):
            savepoint.rollback()

    def undo(self, change: str) -> Outcome:
        found = changes_of(self.site).get(change)
        assert found is not None
        outcome = undo(self.site, found, RIGHTS)
        self.store()
        return outcome

    # what can be done, alone or several at once

    @rule(
        deeds=st.lists(
            st.tuples(st.integers(0, 13), PICK, PICK, TITLES, BODIES, NAMES), min_size=1, max_size=3
        )
    )
    def change(self, deeds: list[Any]) -> None:
        for which, *values in deeds:
            deed = DEEDS[which]
            self.attempt(lambda deed=deed, values=values: deed(self, *values))
        self.store()

    def add(self, at: int, kind: int, title: str, body: str, name: str) -> None:
        made = Folder(title=title) if kind % 2 else Document(title=title, body=body)
        self.pick(at, Folder).add(name, made)

    def edit(self, at: int, _to: int, title: str, body: str, _name: str) -> None:
        node = self.pick(at)
        edit(
            node, {"title": title, "body": body} if isinstance(node, Document) else {"title": title}
        )

    def publish(self, at: int, _to: int, *_more: str) -> None:
        self.pick(at, Document | Folder).publish()

    def retract(self, at: int, _to: int, *_more: str) -> None:
        self.pick(at, Document | Folder).retract()

    def publish_changes(self, at: int, _to: int, *_more: str) -> None:
        publish_changes(self.pick(at))

    def discard(self, at: int, _to: int, *_more: str) -> None:
        discard(self.pick(at))

    def move(self, at: int, to: int, _title: str, _body: str, name: str) -> None:
        move(self.pick(at), self.pick(to, Container), name)

    def rename(self, at: int, _to: int, _title: str, _body: str, name: str) -> None:
        rename(self.pick(at), name)

    def reorder(self, at: int, to: int, *_more: str) -> None:
        folder = self.pick(at, Container)
        names = list(folder)
        if names:
            before = [*names, None][to % (len(names) + 1)]
            folder.reorder(names[at % len(names)], before)

    def sort(self, at: int, to: int, *_more: str) -> None:
        edit(self.pick(at, Folder), {"sorting": ("manual", "title")[to % 2]})

    def copy(self, at: int, to: int, *_more: str) -> None:
        if sum(1 for _node in nodes_in(self.site)) < LARGEST:
            copy(self.pick(at), self.pick(to, Container))

    def share(self, at: int, to: int, *_more: str) -> None:
        set_acl(self.pick(at), ((ENTRY,), (BLOCK, ENTRY), ())[to % 3])

    def trash(self, at: int, _to: int, *_more: str) -> None:
        trash(self.pick(at))

    def restore(self, at: int, to: int, _title: str, _body: str, name: str) -> None:
        items = list(self.site.trash.items())
        if items:
            target = self.pick(to, Container) if to % 2 else None
            restore(self.site, items[at % len(items)], target, name if to % 3 else None)

    # undo and redo

    @precondition(lambda self: self.past)
    @rule(steps=st.integers(1, 5))
    def go_back(self, steps: int) -> None:
        """Undo the last changes, one after the other: each undo gives what its change found."""
        last = self.past[-steps:]
        for done in reversed(last):
            found = self.undo(done.id)
            assert found.refused == (), (done, found)
            assert self.now == done.before

    @precondition(lambda self: self.past)
    @rule(which=PICK)
    def undo_any(self, which: int) -> None:
        """Undo a change, whatever came since; the redo of that gives what the undo found."""
        before = self.now
        change = self.past[which % len(self.past)]
        outcome = self.undo(change.id)
        if not outcome.id:
            assert self.now == before
            return
        again = self.undo(outcome.id)
        assert again.refused == ()
        assert self.now == before
        redone = changes_of(self.site).get(again.id)
        assert redone is not None
        assert (redone.action == UNDO) == (changes_of(self.site).get(change.id).action == UNDO)  # type: ignore[union-attr]

    @rule(which=PICK)
    def purge(self, which: int) -> None:
        items = list(self.site.trash.items())
        if items:
            purge(self.site, items[which % len(items)])
            self.store()
            # what it was in is not undone any more
            self.past.clear()

    @rule()
    def pack(self) -> None:
        self.stored.db.pack()
        self.stored.look()

    @rule()
    def reopen(self) -> None:
        self.stored.reopen()
        listen(self.stored)

    @invariant()
    def the_tree_is_whole(self) -> None:
        assert dump(self.site) == self.now
        assert list(check_tree(self.site)) == []
        for node in nodes_in(self.site):
            assert root_of(node) is self.site
            assert next(versions_of(node)).values == {
                **node.field_values(),
                **(node._working.values if node._working else {}),
            }


DEEDS = (
    *(Undoing.add, Undoing.edit, Undoing.publish, Undoing.retract, Undoing.publish_changes),
    *(Undoing.discard, Undoing.move, Undoing.rename, Undoing.reorder, Undoing.sort, Undoing.copy),
    *(Undoing.share, Undoing.trash, Undoing.restore),
)
FEW = settings(
    max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
MANY = settings(FEW, max_examples=300, stateful_step_count=40)


def test_undo_gives_what_was_before() -> None:
    run_state_machine_as_test(Undoing, settings=FEW)


@pytest.mark.long
def test_undo_gives_what_was_before_for_long() -> None:
    run_state_machine_as_test(Undoing, settings=MANY)

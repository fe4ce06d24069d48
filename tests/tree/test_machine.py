"""The tree does what a dict of lists does, whatever is done to it, and in whatever order."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from stored import Stored

from contentsite.tree.check import check_tree
from contentsite.tree.container import NameTaken
from contentsite.tree.copy import copy
from contentsite.tree.move import InvalidMove, move, remove, rename
from contentsite.tree.name import free_name
from contentsite.tree.trashing import NoPlace, purge, restore, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder

NAMES = st.sampled_from(["a", "b", "c", "\u00e9", "page", "x y"])
TITLES = st.sampled_from(["", "Alpha", "beta", "Gamma", "\u00c9t\u00e9"])
PICK = st.integers(0, 1_000)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Model:
    """What a node should be: a title, a state, and for a folder its children in order."""

    def __init__(self, title: str, *, folder: bool):
        self.title = title
        self.state = "draft"
        self.children: dict[str, Model] | None = {} if folder else None
        self.sort: tuple[str | None, bool] = (None, False)
        self.uid = ""
        self.was_ordered = False
        """Whether somebody has ever changed the order of its children, or brought one in."""

    def copied(self) -> Model:
        made = Model(self.title, folder=self.children is not None)
        made.sort = self.sort
        for name in self.names() if self.children is not None else ():
            made.children[name] = self.children[name].copied()
        return made

    def names(self) -> list[str]:
        field, descending = self.sort
        if field is None:
            return list(self.children)
        # those without a title come last either way
        empty = sorted(name for name, child in self.children.items() if not child.title)
        full = [name for name, child in self.children.items() if child.title]
        full.sort(key=lambda name: (self.children[name].title.casefold(), name), reverse=descending)
        return full + (empty[::-1] if descending else empty)

    def walk(self, path: tuple[str, ...] = ()) -> Any:
        yield path, self
        for name in self.names() if self.children is not None else ():
            yield from self.children[name].walk((*path, name))


class TreeMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.stored = Stored(self.folder, "warm")
        self.model = Model("Site", folder=True)
        self.model.state, self.model.uid = "published", self.stored.site.uid
        self.bin: dict[str, Any] = {}
        self.kept = self.frozen()
        self.serial = count()

    def teardown(self):
        self.stored.close()
        shutil.rmtree(self.folder)

    # finding one's way

    def frozen(self) -> Any:
        """Return the model as it is now, uids and all."""

        def freeze(model):
            made = Model(model.title, folder=model.children is not None)
            made.state, made.sort, made.uid = model.state, model.sort, model.uid
            made.was_ordered = model.was_ordered
            made.children = (
                None
                if model.children is None
                else {name: freeze(child) for name, child in model.children.items()}
            )
            return made

        kept = {uid: (freeze(model), *more) for uid, (model, *more) in self.bin.items()}
        return freeze(self.model), kept

    def node(self, path):
        here = self.stored.site
        for name in path:
            here = here[name]
        return here

    def pick(self, number, *, folders=False):
        found = [
            (path, model)
            for path, model in self.model.walk()
            if not folders or model.children is not None
        ]
        path, model = found[number % len(found)]
        return path, model, self.node(path)

    def above(self, path):
        here = self.model
        for name in path[:-1]:
            here = here.children[name]
        return here

    def learn(self, model, node):
        """Note the uids of new nodes."""
        model.uid = node.uid
        for name, child in (model.children or {}).items():
            self.learn(child, node[name])

    # what can be done

    @rule(at=PICK, name=NAMES, title=TITLES, folder=st.booleans())
    def add(self, at, name, title, folder):
        _path, model, node = self.pick(at, folders=True)
        new = (Folder if folder else Document)(title=title)
        if name in model.children:
            with pytest.raises(NameTaken):
                node.add(name, new)
            return
        node.add(name, new)
        model.children[name] = Model(title, folder=folder)
        self.learn(model.children[name], new)

    @rule(at=PICK, title=TITLES)
    def add_titled(self, at, title):
        _path, model, node = self.pick(at, folders=True)
        new = node.add_titled(Document(title=title))
        assert new.__name__ not in model.children
        model.children[new.__name__] = Model(title, folder=False)
        model.children[new.__name__].uid = new.uid

    @rule(at=PICK)
    def remove(self, at):
        path, _model, node = self.pick(at)
        if not path:
            with pytest.raises(InvalidMove):
                remove(node)
            return
        remove(node)
        del self.above(path).children[path[-1]]

    @rule(at=PICK)
    def trash(self, at):
        path, model, node = self.pick(at)
        if not path:
            with pytest.raises(InvalidMove):
                trash(node)
            return
        above = self.above(path)
        trash(node, "somebody")
        # as long as nothing else happens in its folder it comes back to its place
        kept = [above.children[name].uid for name in above.names()]
        del above.children[path[-1]]
        self.bin[model.uid] = (model, above.uid, path[-1], kept)

    @rule(which=PICK, to=st.none() | PICK, name=st.none() | NAMES)
    def restore(self, which, to, name):
        if not self.bin:
            return
        uid = list(self.bin)[which % len(self.bin)]
        model, parent, old, order = self.bin[uid]
        item, site = self.stored.site.trash.get(uid), self.stored.site
        if to is None:
            found = {each.uid: each for _path, each in self.model.walk()}
            target, folder = found.get(parent), None
            if target is None:
                with pytest.raises(NoPlace):
                    restore(site, item, None, name)
                return
        else:
            _path, target, folder = self.pick(to, folders=True)
        new = name or old
        if new in target.children:
            with pytest.raises(NameTaken):
                restore(site, item, folder, name)
            return
        before = list(target.children)
        node = restore(site, item, folder, name)
        assert node.uid == uid
        target.children[new] = model
        del self.bin[uid]
        if target.sort[0] is None:
            after = list(node.__parent__)
            assert [each for each in after if each != new] == before
            target.children = {each: target.children[each] for each in after}
            if target.uid == parent and not target.was_ordered:
                uids = [each.uid for each in target.children.values()]
                assert [each for each in uids if each in order] == [
                    each for each in order if each in uids
                ]
        target.was_ordered |= target.uid != parent

    @rule(which=PICK)
    def purge(self, which):
        if self.bin:
            uid = list(self.bin)[which % len(self.bin)]
            purge(self.stored.site, self.stored.site.trash.get(uid))
            del self.bin[uid]

    @rule(at=PICK, name=NAMES)
    def rename(self, at, name):
        path, _model, node = self.pick(at)
        if not path:
            return
        above = self.above(path)
        if name == path[-1]:
            rename(node, name)
        elif name in above.children:
            with pytest.raises(NameTaken):
                rename(node, name)
        else:
            rename(node, name)
            above.was_ordered = True
            above.children = {
                (name if old == path[-1] else old): child for old, child in above.children.items()
            }

    @rule(at=PICK, to=PICK, name=st.none() | NAMES)
    def move(self, at, to, name):
        path, model, node = self.pick(at)
        target_path, target, folder = self.pick(to, folders=True)
        if not path or target_path[: len(path)] == path:
            with pytest.raises(InvalidMove):
                move(node, folder, name)
            return
        above, new = self.above(path), name or path[-1]
        if above is target:
            if new in target.children and new != path[-1]:
                with pytest.raises(NameTaken):
                    move(node, folder, name)
                return
            move(node, folder, name)
            above.was_ordered = True
            above.children = {
                (new if old == path[-1] else old): child for old, child in above.children.items()
            }
        elif new in target.children:
            with pytest.raises(NameTaken):
                move(node, folder, name)
        else:
            move(node, folder, name)
            del above.children[path[-1]]
            target.children[new] = model
            target.was_ordered = True

    @rule(at=PICK, to=PICK)
    def copy(self, at, to):
        path, model, node = self.pick(at)
        _path, target, folder = self.pick(to, folders=True)
        if not path or sum(1 for _ in self.model.walk()) > 60:
            return
        expected = free_name(path[-1], target.children)
        copied = model.copied()
        made = copy(node, folder)
        assert made.__name__ == expected
        target.children[expected] = copied
        self.learn(copied, made)

    @rule(at=PICK, which=PICK, before=st.none() | PICK)
    def reorder(self, at, which, before):
        _path, model, node = self.pick(at, folders=True)
        names = model.names()
        if not names:
            return
        name, sibling = (
            names[which % len(names)],
            None if before is None else names[before % len(names)],
        )
        if model.sort[0]:
            with pytest.raises(ValueError, match="manual order"):
                node.reorder(name, sibling)
            return
        node.reorder(name, sibling)
        model.was_ordered = True
        if name != sibling:
            names.remove(name)
            names.insert(len(names) if sibling is None else names.index(sibling), name)
            model.children = {each: model.children[each] for each in names}

    @rule(at=PICK, sort=st.sampled_from([(None, False), ("title", False), ("title", True)]))
    def sort_by(self, at, sort):
        _path, model, node = self.pick(at, folders=True)
        node.sort_by(sort[0], descending=sort[1])
        model.was_ordered = True
        model.children = {name: model.children[name] for name in model.names()}
        model.sort = sort

    @rule(at=PICK, title=TITLES)
    def update(self, at, title):
        _path, model, node = self.pick(at)
        assert node.update({"title": title}) == (() if model.title == title else ("title",))
        model.title = title

    @rule(at=PICK, public=st.booleans())
    def publish_or_retract(self, at, public):
        _path, model, node = self.pick(at)
        if public:
            node.publish()
        else:
            node.retract()
        model.state = "published" if public else "draft"

    @rule()
    def commit(self):
        self.stored.look()
        self.kept = self.frozen()

    @rule()
    def abort(self):
        self.stored.forget()
        self.model, self.bin = self.kept
        self.kept = self.frozen()

    @rule()
    def pack(self):
        self.commit()
        self.stored.db.pack()

    @rule()
    def forget_the_cache(self):
        self.commit()
        self.stored.connection.cacheMinimize()

    @rule()
    def reopen(self):
        self.commit()
        self.stored.reopen()

    # what holds after each

    @invariant()
    def tree_and_model_agree(self):
        expected = list(self.model.walk())
        for path, model in expected:
            node = self.node(path)
            assert (node.title, node.state, node.uid) == (model.title, model.state, model.uid)
            assert self.stored.site.find(model.uid) is node
            assert (
                (node.__parent__ is None) if not path else (node.__parent__ is self.node(path[:-1]))
            )
            if model.children is not None:
                names = model.names()
                assert list(node) == names
                assert len(node) == len(names)
                rows = [(row.name, row.title, row.state) for _key, row in node.rows()]
                assert rows == [
                    (name, model.children[name].title, model.children[name].state) for name in names
                ]
                assert [row.name for _key, row in node.rows_before(None)] == names[::-1]
        trashed = [each for held in self.bin.values() for each in held[0].walk()]
        assert {item.uid for item in self.stored.site.trash.items()} == set(self.bin)
        for _path, model in trashed:
            assert self.stored.site.find(model.uid) is None
        everything = sorted(model.uid for _path, model in (*expected, *trashed))
        assert sorted(self.stored.site.uids()) == everything
        assert list(check_tree(self.stored.site)) == []


FEW = settings(max_examples=25, stateful_step_count=30, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=1_500, stateful_step_count=60)


def test_the_tree_is_its_model():
    run_state_machine_as_test(TreeMachine, settings=FEW)


@pytest.mark.long
def test_the_tree_is_its_model_for_long():
    run_state_machine_as_test(TreeMachine, settings=MANY)

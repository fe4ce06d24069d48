"""Two who work at the same time: both succeed, or one of them has to repeat; the tree stays whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import transaction
from ZODB.POSException import ConflictError

from contentsite.tree.check import check_tree
from contentsite.tree.container import NameTaken
from contentsite.tree.copy import copy
from contentsite.tree.move import InvalidMove, move, rename
from contentsite.tree.trashing import NoPlace, purge, purging, restore, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder


class Person:
    """Somebody with a connection of his own."""

    def __init__(self, db):
        self.manager = transaction.TransactionManager(explicit=True)
        self.manager.begin()
        self.connection = db.open(transaction_manager=self.manager)

    @property
    def site(self):
        return self.connection.root()["contentsite"]

    def commit(self) -> bool:
        """Tell whether it went through."""
        try:
            self.manager.commit()
        except ConflictError:
            self.manager.abort()
            return False
        finally:
            self.manager.begin()
        return True

    def close(self):
        self.manager.abort()
        self.connection.close()


@pytest.fixture
def two(stored) -> Iterator[tuple[Person, Person]]:
    """Two people at a site with /a/{x, y}, /b and 20 pages."""
    a, _b = stored.site.add("a", Folder(title="A")), stored.site.add("b", Folder(title="B"))
    a.add("x", Folder(title="X")).add("page", Document(title="Page"))
    a.add("y", Document(title="Y"))
    for number in range(20):
        stored.site.add(f"p{number}", Document(title=f"P {number}"))
    stored.look()
    people = Person(stored.db), Person(stored.db)
    yield people
    for person in people:
        person.close()
    assert list(check_tree(stored.look())) == []


def both(first, second, one, other):
    """Let both do something before either commits; tell whether the second went through."""
    one(first.site)
    other(second.site)
    assert first.commit()
    return second.commit()


INDEPENDENT = {
    "two add": (
        lambda site: site.add("new", Document(title="N")),
        lambda site: site.add("other", Document(title="O")),
    ),
    "two edit": (
        lambda site: site["p1"].update({"title": "one"}),
        lambda site: site["p2"].update({"title": "two"}),
    ),
    "add and edit": (
        lambda site: site.add("new", Document(title="N")),
        lambda site: site["p1"].update({"title": "one"}),
    ),
    "reorder and edit": (
        lambda site: site.reorder("p1", "p9"),
        lambda site: site["p2"].update({"title": "two"}),
    ),
    "two move away": (
        lambda site: move(site["p1"], site["a"]),
        lambda site: move(site["p2"], site["b"]),
    ),
    "two trash": (
        lambda site: trash(site["p1"]),
        lambda site: trash(site["p2"]),
    ),
    "trash and edit below": (
        lambda site: trash(site["a"]),
        lambda site: site["a"]["x"]["page"].update({"title": "one"}),
    ),
    "remove and add elsewhere": (
        lambda site: site.remove("p1"),
        lambda site: site["a"].add("new", Document(title="N")),
    ),
}


@pytest.mark.parametrize(("one", "other"), INDEPENDENT.values(), ids=INDEPENDENT)
def test_what_has_nothing_to_do_with_each_other_goes_through(two, one, other):
    assert both(*two, one, other)


DEPENDENT = {
    "two folders into each other": (
        lambda site: move(site["a"], site["b"]),
        lambda site: move(site["b"], site["a"]),
    ),
    "two folders into each other, deeper": (
        lambda site: move(site["a"], site["b"]),
        lambda site: move(site["b"], site["a"]["x"]),
    ),
    "two trash the same": (
        lambda site: trash(site["b"]),
        lambda site: trash(site["b"]),
    ),
    "trash a folder and add far below it": (
        lambda site: trash(site["a"]),
        lambda site: site["a"]["x"].add("new", Document(title="N")),
    ),
    "trash a folder and something in it": (
        lambda site: trash(site["a"]),
        lambda site: trash(site["a"]["y"]),
    ),
    "trash a folder and move something into it": (
        lambda site: trash(site["a"]),
        lambda site: move(site["p1"], site["a"]),
    ),
    "trash a folder and move it": (
        lambda site: trash(site["a"]),
        lambda site: move(site["a"], site["b"]),
    ),
    "remove a folder and add to it": (
        lambda site: site.remove("b"),
        lambda site: site["b"].add("new", Document(title="N")),
    ),
    "add to a folder and remove it": (
        lambda site: site["b"].add("new", Document(title="N")),
        lambda site: site.remove("b"),
    ),
    "remove a folder and add deep in it": (
        lambda site: site.remove("a"),
        lambda site: site["a"]["x"].add("new", Document(title="N")),
    ),
    "add deep in a folder and remove it": (
        lambda site: site["a"]["x"].add("new", Document(title="N")),
        lambda site: site.remove("a"),
    ),
    "remove a folder and move out of it": (
        lambda site: site.remove("a"),
        lambda site: move(site["a"]["x"]["page"], site),
    ),
    "move out of a folder and remove it": (
        lambda site: move(site["a"]["x"]["page"], site),
        lambda site: site.remove("a"),
    ),
    "remove a folder and copy into it": (
        lambda site: site.remove("a"),
        lambda site: copy(site["p1"], site["a"]["x"]),
    ),
    "sort a folder and add to it": (
        lambda site: site.sort_by("title"),
        lambda site: site.add("new", Document(title="N")),
    ),
    "add to a folder and sort it": (
        lambda site: site.add("new", Document(title="N")),
        lambda site: site.sort_by("title"),
    ),
    "sort a folder and edit in it": (
        lambda site: site.sort_by("title"),
        lambda site: site["p1"].update({"title": "new"}),
    ),
    "edit in a folder and sort it": (
        lambda site: site["p1"].update({"title": "new"}),
        lambda site: site.sort_by("title"),
    ),
    "sort and reorder": (lambda site: site.sort_by("title"), lambda site: site.reorder("p1", "p9")),
    "the same name": (
        lambda site: site.add("new", Document(title="N")),
        lambda site: site.add("new", Document(title="M")),
    ),
    "the same place": (
        lambda site: site.reorder("p1", "p9"),
        lambda site: site.reorder("p2", "p9"),
    ),
    "rename and remove": (lambda site: rename(site["p1"], "new"), lambda site: site.remove("p1")),
    "rename and edit": (
        lambda site: rename(site["p1"], "new"),
        lambda site: site["p1"].update({"title": "new"}),
    ),
    "remove and edit": (
        lambda site: site.remove("p1"),
        lambda site: site["p1"].update({"title": "new"}),
    ),
}


@pytest.mark.parametrize(("one", "other"), DEPENDENT.values(), ids=DEPENDENT)
@pytest.mark.parametrize("cold", [False, True], ids=["warm", "cold"])
def test_what_contradicts_each_other_is_repeated(two, one, other, cold):
    if cold:
        for person in two:
            person.connection.cacheMinimize()
    assert not both(*two, one, other)


def test_who_repeats_sees_what_the_other_did(two):
    first, second = two
    assert not both(first, second, *DEPENDENT["two folders into each other"])
    with pytest.raises(InvalidMove):
        move(second.site["b"], second.site["b"]["a"])
    first.site.add("new", Document(title="N"))
    assert first.commit()
    second.manager.abort()
    second.manager.begin()
    with pytest.raises(NameTaken):
        second.site.add("new", Document(title="N"))


def work(db, number, times, done):
    person = Person(db)
    for turn in range(times):
        for _attempt in range(100):
            site = person.site
            site["a"].add_titled(Document(title="The same title"))
            site[f"p{number}"].update({"title": f"turn {turn}"})
            site["a"].reorder(next(iter(site["a"])), None)
            if person.commit():
                done.append(number)
                break
    person.close()


def test_eight_at_once_lose_nothing(stored):
    stored.site.add("a", Folder(title="A")).add("first", Document(title="First"))
    for number in range(8):
        stored.site.add(f"p{number}", Document(title=""))
    stored.look()
    stored.db.setPoolSize(20)
    done: list[int] = []
    threads = [
        threading.Thread(target=work, args=(stored.db, number, 6, done)) for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    site = stored.look()
    assert len(done) == 48
    assert len(site["a"]) == len(list(site["a"])) == 49
    assert {site.row(f"p{number}").title for number in range(8)} == {"turn 5"}
    assert list(check_tree(site)) == []


def binned(site, name="y"):
    return next(item for item in site.trash.items() if item.name == name)


DEPENDENT_IN_THE_TRASH = {
    "two restore": (
        lambda site: restore(site, binned(site)),
        lambda site: restore(site, binned(site), site["b"]),
        InvalidMove,
    ),
    "a name that is taken meanwhile": (
        lambda site: site["a"].add("y", Document(title="Another")),
        lambda site: restore(site, binned(site)),
        NameTaken,
    ),
    "a parent that is trashed meanwhile": (
        lambda site: trash(site["a"]),
        lambda site: restore(site, binned(site)),
        NoPlace,
    ),
    "one above the target that is trashed meanwhile": (
        lambda site: trash(site["a"]),
        lambda site: restore(site, binned(site), site["a"]["x"]),
        KeyError,
    ),
    "restored and deleted for good": (
        lambda site: purge(site, binned(site)),
        lambda site: restore(site, binned(site)),
        InvalidMove,
    ),
    "deleted for good as far as the first commit, and restored": (
        lambda site: restore(site, binned(site)),
        lambda site: next(purging(site, binned(site))),
        None,
    ),
}


@pytest.mark.parametrize(
    ("one", "other", "says"), DEPENDENT_IN_THE_TRASH.values(), ids=DEPENDENT_IN_THE_TRASH
)
def test_the_second_one_is_tried_again_and_told_why_not(stored, two, one, other, says):
    first, second = two
    trash(first.site["a"]["y"])
    assert first.commit()
    item = binned(first.site)
    second.manager.abort()
    second.manager.begin()
    assert not both(first, second, one, other)
    if says is not None:
        known = second.site.trash.get(item.uid) or second.connection.get(item._p_oid)
        with pytest.raises(says):
            other_with(second.site, other, known)
        second.manager.abort()
        second.manager.begin()


def other_with(site, other, item):
    """Do it again, as a request that is tried again does: with what it is told of."""
    try:
        other(site)
    except StopIteration:
        restore(site, item)

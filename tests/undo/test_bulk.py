"""Large changes, and those of several transactions: one change each, undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from typing import Any

import pytest
from undo_desk import Desk, reasons

from contentsite.security.audit.bulk import recorded_once
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.undo.bulk import changed_once
from contentsite.undo.change import Change, Items, Part
from contentsite.undo.refusal import CHANGED, FILLED


@contextmanager
def imported(desk: Desk) -> Iterator[None]:
    """Do what an import does, as a command: in quiet, as one change."""
    desk.be("")
    with changed_once(desk.site, "import"), recorded_once(desk.site, "import", desk.site):
        yield
    desk.commit()


def ids(desk: Desk) -> list[str]:
    return [change.id for change in desk.changes()]


def in_three_commits(desk: Desk) -> Change:
    """Import a folder with two pages, and a title, in three transactions."""
    before = ids(desk)
    with imported(desk):
        desk.site.add("new", Folder(title="New")).add("one", Document(title="One"))
        desk.commit()
        desk.site["new"].add("two", Document(title="Two"))
        desk.commit()
        desk.page.update({"title": "Imported"})
    (made,) = (change for change in desk.changes() if change.id not in before)
    return made


def test_an_import_in_several_commits_is_one_change(desk: Desk) -> None:
    change = in_three_commits(desk)
    assert change.action == "import"
    assert [item.path for item in change.items] == ["/new", "/page"]
    assert [number for number, _part in change.parts] == [1, 0, 1]
    outcome = desk.undo(change, "manager")
    assert (outcome.done, outcome.refused) == ((1, 0), ())
    assert list(desk.site) == ["news", "attic", "page"]
    assert desk.page.title == "Page"
    assert [item.name for item in desk.site.trash.items()] == ["new"]
    redo = desk.changes()[0]
    assert desk.undo(redo, "manager").refused == ()
    assert list(desk.site["new"]) == ["one", "two"]
    assert desk.page.title == "Imported"


def test_only_who_may_undo_all_of_it(desk: Desk) -> None:
    change = in_three_commits(desk)
    assert desk.undo(change, "reader").done == ()
    assert desk.undo(change, "editor").refused == ()


def meanwhile(deed: Callable[[], Any]) -> Any:
    """Do something that has nothing to do with what is done as one change: as another thread would."""
    return Context().run(deed)


def test_what_others_did_between_its_commits_is_seen(desk: Desk) -> None:
    with imported(desk):
        desk.site.add("new", Folder(title="New")).add("one", Document(title="One"))
        desk.commit()
        change = desk.changes()[0]
        meanwhile(lambda: desk.do(lambda: desk.site["new"]["one"].update({"title": "Mine"})))
        desk.be("")
        desk.site["new"].add("two", Document(title="Two"))
    outcome = desk.undo(change, "manager")
    assert (reasons(outcome), outcome.refused[0][1].by) == ([CHANGED], "editor")


def test_what_came_into_it_between_its_commits_is_seen(desk: Desk) -> None:
    with imported(desk):
        desk.site.add("new", Folder(title="New"))
        desk.commit()
        change = desk.changes()[0]
        meanwhile(
            lambda: desk.do(lambda: desk.site["new"].add("mine", Document(title="Mine")), "manager")
        )
        desk.be("")
        desk.page.update({"title": "Imported"})
    outcome = desk.undo(change, "editor")
    assert (outcome.done, reasons(outcome)) == ((1,), [FILLED])


def test_what_is_undone_while_it_goes_on_is_another_change(desk: Desk) -> None:
    with imported(desk):
        desk.site.add("new", Folder(title="New"))
        desk.commit()
        first = desk.changes()[0]
        meanwhile(lambda: desk.undo(first, "manager"))
        desk.site.add("newer", Folder(title="Newer"))
        desk.commit()
        second = desk.changes()[0]
    assert second.id != first.id
    assert [item.path for item in second.items] == ["/newer"]


def test_nothing_changed_is_no_change(desk: Desk) -> None:
    before = ids(desk)
    with imported(desk):
        desk.page.update({"title": "Page"})
    assert ids(desk) == before


def test_many_items_are_in_parts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentsite.undo.change.PART", 4)
    names = [f"n{number}" for number in range(10)]

    def add() -> None:
        for name in names:
            desk.news.add(name, Document(title=name))

    change = desk.do(add)
    assert [number for number, _part in change.parts] == [4, 4, 2]
    assert [item.title for item in change.items] == names
    assert len(desk.undo(change).done) == 10
    assert desk.names() == ["a", "b", "c"]
    assert len(desk.undo(desk.changes()[0]).done) == 10
    assert desk.names() == ["a", "b", "c", *names]


def test_too_many_in_all_cannot_be_undone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentsite.undo.pending.MOST", 3)
    with imported(desk):
        for name in ("one", "two", "three", "four"):
            desk.site.add(name, Document(title=name))
            desk.commit()
    change = desk.changes()[0]
    assert (change.is_too_large, len(change.items)) == (True, 0)
    assert desk.undo(change, "manager").done == ()


def test_items_of_parts_are_a_sequence() -> None:
    parts = [Part(["a", "b"]), Part([]), Part(["c"])]  # type: ignore[list-item]
    items = Items(tuple((len(part.items), part) for part in parts))
    assert (len(items), list(items), items[2], items[1:]) == (3, ["a", "b", "c"], "c", ("b", "c"))
    assert len(Items(())) == 0
    for number in (3, -1):
        with pytest.raises(IndexError):
            items[number]

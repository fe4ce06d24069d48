"""Each kind of change, undone and redone; what comes between is told."""

from __future__ import annotations

from typing import Any

import pytest
from undo_desk import Desk, path, reasons

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.audit.log import log_of
from contentsite.security.audit.search import Wanted, search
from contentsite.security.principal import user_principal
from contentsite.tree.copy import copy
from contentsite.tree.move import move, rename
from contentsite.tree.trashing import purge, restore, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.history import versions_of
from contentsite.versions.working import as_edited, discard, edit, publish_changes

LONG = "<p>" + "long " * 2_000 + "</p>"


def there_and_back(desk: Desk, change: Any, look: Any, before: Any, after: Any) -> None:
    """Undo, redo, undo again, each the undo of the one before."""
    for expected in (before, after, before):
        found = desk.undo(change)
        assert reasons(found) == []
        assert look() == expected
        change = desk.changes()[0]
        assert change.id == found.id


def test_an_edit(desk: Desk) -> None:
    page = desk.page
    change = desk.do(lambda: edit(page, {"title": "New", "body": LONG}))
    there_and_back(
        desk, change, lambda: (page.title, page.body), ("Page", "<p>One.</p>"), ("New", LONG)
    )
    assert [each.action for each in desk.changes()[:4]] == ["undo", "redo", "undo", "edit"]
    assert [each.what for each in versions_of(page)][:3] == ["undone"] * 3


def test_a_long_text_is_shared_and_not_copied(desk: Desk) -> None:
    page = desk.page
    edit(page, {"body": LONG})
    desk.commit()
    held = vars(page)["body"] if page._p_activate() is None else None
    change = desk.do(lambda: edit(page, {"body": "<p>short</p>"}))
    desk.undo(change)
    page._p_activate()
    assert vars(page)["body"] is held


def test_publishing(desk: Desk) -> None:
    page = desk.page
    change = desk.do(page.publish)
    there_and_back(desk, change, lambda: page.state, "draft", "published")


def test_a_working_copy(desk: Desk) -> None:
    page = desk.page
    page.publish()
    desk.commit()

    def look() -> tuple[str, str]:
        return page.title, as_edited(page).title

    change = desk.do(lambda: edit(page, {"title": "Second"}))
    there_and_back(desk, change, look, ("Page", "Page"), ("Page", "Second"))
    desk.do(lambda: edit(page, {"title": "Third"}))
    change = desk.do(lambda: publish_changes(page))
    there_and_back(desk, change, look, ("Page", "Third"), ("Third", "Third"))
    change = desk.do(lambda: discard(page))
    there_and_back(desk, change, look, ("Page", "Third"), ("Page", "Page"))
    change = desk.do(page.retract)
    assert look() == ("Third", "Third")
    there_and_back(
        desk,
        change,
        lambda: (*look(), page.state),
        ("Page", "Third", "published"),
        ("Third", "Third", "draft"),
    )


def test_an_edit_of_what_was_published_since_waits(desk: Desk) -> None:
    page = desk.page
    change = desk.do(lambda: edit(page, {"title": "New"}))
    desk.do(page.publish)
    assert reasons(desk.undo(change)) == []
    assert (page.title, as_edited(page).title) == ("New", "Page")


def test_window_and_details(desk: Desk) -> None:
    page = desk.page

    def change_details() -> None:
        page.listed, page.language = False, "de"
        page.touch("listed", "language")

    change = desk.do(change_details)
    there_and_back(desk, change, lambda: (page.listed, page.language), (True, ""), (False, "de"))


def test_sharing(desk: Desk) -> None:
    entry = (ALLOW, user_principal(desk.people["reader"].uid), "Editor")
    change = desk.do(lambda: set_acl(desk.page, [BLOCK, entry]), "manager")
    for expected in (None, (BLOCK, entry), None):
        assert reasons(desk.undo(change, "manager")) == []
        assert desk.page.acl == expected
        change = desk.changes()[0]


def test_an_addition(desk: Desk) -> None:
    change = desk.do(lambda: desk.news.add("d", Document(title="D")))
    there_and_back(desk, change, desk.names, ["a", "b", "c"], ["a", "b", "c", "d"])


def test_an_addition_with_what_is_in_it_is_one_item(desk: Desk) -> None:
    def add() -> None:
        folder = desk.site.add("new", Folder(title="New"))
        folder.add("x", Document(title="X"))
        folder["x"].publish()
        folder.reorder("x", None)

    change = desk.do(add)
    assert [type(item).__name__ for item in change.items] == ["Placed"]
    assert change.action == "add"
    there_and_back(desk, change, lambda: "new" in desk.site, False, True)


def test_a_copy(desk: Desk) -> None:
    change = desk.do(lambda: copy(desk.news, desk.attic))
    there_and_back(desk, change, lambda: desk.names("attic"), [], ["news"])


def test_a_move(desk: Desk) -> None:
    node = desk.news["b"]
    change = desk.do(lambda: move(node, desk.attic, "z"))
    there_and_back(
        desk,
        change,
        lambda: (path(node), desk.names()),
        ("/news/b", ["a", "b", "c"]),
        ("/attic/z", ["a", "c"]),
    )


def test_a_new_name(desk: Desk) -> None:
    node = desk.news["b"]
    change = desk.do(lambda: rename(node, "z"))
    desk.do(lambda: desk.news.reorder("z", "a"))
    assert reasons(desk.undo(change)) == []
    # what was ordered since stays so
    assert desk.names() == ["b", "a", "c"]


def test_an_order(desk: Desk) -> None:
    change = desk.do(lambda: desk.news.reorder("c", "a"))
    there_and_back(desk, change, desk.names, ["a", "b", "c"], ["c", "a", "b"])


def test_what_took_a_place_in_the_same_change_gives_it_back_exactly(desk: Desk) -> None:
    """Though the child that left it for another is put back first."""
    first = desk.do(lambda: desk.news.reorder("c", "a"))
    second = desk.do(
        lambda: [desk.news.reorder(*each) for each in (("b", None), ("c", None), ("b", "a"))]
    )
    key = first.items[0].after  # type: ignore[union-attr]
    assert desk.news.order.key("b") == key
    assert reasons(desk.undo(second)) == []
    assert desk.news.order.key("c") == key
    assert reasons(desk.undo(first)) == []
    assert desk.names() == ["a", "b", "c"]


@pytest.mark.parametrize("went", ["trashed", "moved", "renamed"])
def test_a_child_that_was_put_elsewhere_before_it_went(desk: Desk, went: str) -> None:
    def deed() -> None:
        desk.news.reorder("c", "a")
        if went == "trashed":
            trash(desk.news["c"], desk.people["editor"].uid)
        elif went == "moved":
            move(desk.news["c"], desk.attic)
        else:
            rename(desk.news["c"], "z")

    key = desk.news.order.key("c")
    change = desk.do(deed)
    after = desk.names()
    there_and_back(desk, change, desk.names, ["a", "b", "c"], after)
    assert desk.news.order.key("c") == key


def test_an_order_after_a_sibling_was_renamed_and_another_added(desk: Desk) -> None:
    change = desk.do(lambda: desk.news.reorder("c", "a"))
    desk.do(lambda: rename(desk.news["c"], "z"))
    desk.do(lambda: desk.news.add("d", Document(title="D")))
    assert reasons(desk.undo(change)) == []
    # the one that came last may stand before or behind it
    assert [name for name in desk.names() if name != "d"] == ["a", "b", "z"]


def test_a_sorting(desk: Desk) -> None:
    desk.do(lambda: desk.news.reorder("a", None))
    change = desk.do(lambda: edit(desk.news, {"sorting": "title"}))
    assert desk.names() == ["a", "b", "c"]
    there_and_back(
        desk,
        change,
        lambda: (desk.news.sorting, desk.names()),
        ("manual", ["b", "c", "a"]),
        ("title", ["a", "b", "c"]),
    )


def test_a_sorting_with_what_came_and_went_since(desk: Desk) -> None:
    desk.do(lambda: desk.news.reorder("a", None))
    change = desk.do(lambda: edit(desk.news, {"sorting": "title"}))
    desk.do(lambda: trash(desk.news["b"]))
    desk.do(lambda: desk.news.add("0", Document(title="0")))
    desk.do(lambda: desk.news["c"].update({"title": "Changed"}))
    assert reasons(desk.undo(change)) == []
    assert desk.names() == ["c", "a", "0"]
    assert desk.news.row("c").title == "Changed"


def test_into_the_trash(desk: Desk) -> None:
    change = desk.do(lambda: trash(desk.news["b"], desk.people["editor"].uid))
    there_and_back(desk, change, desk.names, ["a", "b", "c"], ["a", "c"])


def test_out_of_the_trash(desk: Desk) -> None:
    node = desk.news["b"]
    desk.do(lambda: trash(node, desk.people["editor"].uid))
    item = desk.site.trash.get(node.uid)
    change = desk.do(lambda: restore(desk.site, item, desk.attic, "z"))
    there_and_back(desk, change, lambda: desk.names("attic"), [], ["z"])


def test_several_at_once_are_undone_from_the_last_to_the_first(desk: Desk) -> None:
    def tidy() -> None:
        move(desk.news["a"], desk.attic)
        edit(desk.page, {"title": "New"})
        trash(desk.news, desk.people["editor"].uid)

    change = desk.do(tidy)
    assert len(change.items) == 3
    there_and_back(
        desk,
        change,
        lambda: (list(desk.site), desk.page.title, desk.names("attic")),
        (["news", "attic", "page"], "Page", []),
        (["attic", "page"], "New", ["a"]),
    )


def test_what_comes_to_nothing_is_no_change(desk: Desk) -> None:
    before = len(desk.changes())
    desk.be("editor")
    rename(desk.page, "other")
    rename(desk.page, "page")
    desk.page.update({"title": "Other"})
    desk.page.update({"title": "Page"})
    desk.news.add("x", Document(title="X"))
    purge(desk.site, trash(desk.news["x"]))
    desk.commit()
    assert len(desk.changes()) == before


def test_what_a_savepoint_took_back_is_no_change(desk: Desk) -> None:
    before = len(desk.changes())
    savepoint = desk.browser.manager.savepoint()
    edit(desk.page, {"title": "New"})
    move(desk.news["a"], desk.attic)
    savepoint.rollback()
    desk.commit()
    assert len(desk.changes()) == before
    desk.browser.manager.savepoint()
    change = desk.do(lambda: (edit(desk.page, {"title": "New"}), desk.browser.manager.savepoint()))
    assert reasons(desk.undo(change)) == []
    assert desk.page.title == "Page"


def test_the_audit_log_says_that_it_was_an_undo(desk: Desk) -> None:
    change = desk.do(lambda: move(desk.page, desk.attic))
    desk.undo(change)
    desk.undo(desk.changes()[0], "manager")
    entries = [
        found.entry for found in search((log_of(desk.site),), Wanted(node=desk.page.uid), 9).found
    ]
    assert [(each.action, each.detail, each.name) for each in entries[:3]] == [
        ("redo", "move: from /page", "manager"),
        ("undo", "move: from /attic/page", "editor"),
        ("move", "from /page", "editor"),
    ]


def test_too_much_is_noted_without_items(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentsite.undo.pending.MOST", 3)
    change = desk.do(lambda: [desk.site.add(f"n{n}", Document(title="N")) for n in range(4)])
    assert (change.is_too_large, change.items) == (True, ())
    found = desk.undo(change)
    assert (found.done, found.id) == ((), "")

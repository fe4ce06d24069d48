"""What came between a change and its undo: each answer is clear, and nothing is half done."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import transaction
from stored import Stored
from undo_desk import Desk, listen, path, reasons
from ZODB.POSException import ConflictError

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.principal import user_principal
from contentsite.tree.check import check_tree
from contentsite.tree.copy import copy
from contentsite.tree.move import move, rename
from contentsite.tree.trashing import purge, restore, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.undo import refusal
from contentsite.undo.log import changes_of
from contentsite.undo.mark import is_undone
from contentsite.undo.rights import Rights
from contentsite.undo.undo import undo
from contentsite.versions.working import edit, publish_changes

Deed = Callable[[Desk], object]


def bin_(desk: Desk, node: Any) -> Any:
    return trash(node, desk.people["editor"].uid)


def purge_it(desk: Desk) -> None:
    purge(desk.site, bin_(desk, desk.page))


IN_BIN = "The folder that it stood in, 'News', is in the trash itself."
NO_FOLDER = "The folder that it stood in does not exist any more."
ADDED: Deed = lambda d: d.site.add("new", Folder(title="N"))  # noqa: E731
CASES: list[tuple[Deed, Deed, str]] = [
    # edited
    (
        lambda d: edit(d.page, {"title": "1"}),
        lambda d: edit(d.page, {"title": "2"}),
        refusal.CHANGED,
    ),
    (lambda d: edit(d.page, {"title": "1"}), lambda d: bin_(d, d.page), refusal.IN_TRASH),
    (lambda d: edit(d.page, {"title": "1"}), purge_it, refusal.GONE),
    (lambda d: d.page.publish(), lambda d: d.page.retract(), refusal.CHANGED),
    # moved
    (lambda d: move(d.page, d.attic), lambda d: move(d.page, d.news), refusal.MOVED),
    (lambda d: move(d.page, d.attic), lambda d: rename(d.page, "z"), refusal.MOVED),
    (lambda d: move(d.page, d.attic), lambda d: bin_(d, d.page), refusal.IN_TRASH),
    (
        lambda d: move(d.page, d.attic),
        lambda d: d.site.add("page", Document(title="Other")),
        refusal.TAKEN,
    ),
    (
        lambda d: move(d.news["a"], d.attic),
        lambda d: bin_(d, d.news),
        IN_BIN,
    ),
    (
        lambda d: move(d.news["a"], d.attic),
        lambda d: purge(d.site, bin_(d, d.news)),
        NO_FOLDER,
    ),
    (lambda d: move(d.attic, d.news), lambda d: move(d.page, d.attic), ""),
    (lambda d: rename(d.page, "z"), lambda d: move(d.page, d.attic), refusal.MOVED),
    (
        lambda d: rename(d.page, "z"),
        lambda d: d.site.add("page", Document(title="Other")),
        refusal.TAKEN,
    ),
    # ordered
    (lambda d: d.news.reorder("a", None), lambda d: d.news.reorder("a", "c"), refusal.ORDERED),
    (lambda d: d.news.reorder("a", None), lambda d: d.news.reorder("b", None), ""),
    (
        lambda d: d.news.reorder("a", None),
        lambda d: edit(d.news, {"sorting": "title"}),
        refusal.ORDERED,
    ),
    (lambda d: d.news.reorder("a", None), lambda d: move(d.news["a"], d.attic), refusal.MOVED),
    (
        lambda d: d.news.reorder("a", None),
        lambda d: purge(d.site, bin_(d, d.news["a"])),
        refusal.MOVED,
    ),
    (
        lambda d: d.news.sort_by("title"),
        lambda d: d.news.sort_by("dated", descending=True),
        refusal.ORDERED,
    ),
    # deleted
    (
        lambda d: bin_(d, d.page),
        lambda d: d.site.add("page", Document(title="Other")),
        refusal.TAKEN,
    ),
    (
        lambda d: bin_(d, d.page),
        lambda d: restore(d.site, d.site.trash.get(d.page.uid), d.attic),
        refusal.NOT_IN_TRASH,
    ),
    (
        lambda d: bin_(d, d.page),
        lambda d: purge(d.site, d.site.trash.get(d.page.uid)),
        refusal.GONE,
    ),
    (
        lambda d: bin_(d, d.news["a"]),
        lambda d: bin_(d, d.news),
        IN_BIN,
    ),
    (lambda d: bin_(d, d.news["a"]), lambda d: rename(d.news, "press"), ""),
    (lambda d: d.news.remove("a"), lambda d: None, refusal.GONE),
    # added
    (
        lambda d: d.site.add("new", Folder(title="N")),
        lambda d: d.site["new"].add("x", Document(title="X")),
        refusal.FILLED,
    ),
    (
        lambda d: d.site.add("new", Folder(title="N")),
        lambda d: move(d.page, d.site["new"]),
        refusal.FILLED,
    ),
    (
        lambda d: d.site.add("new", Folder(title="N")),
        lambda d: edit(d.site["new"], {"title": "M"}),
        "",
    ),
    (
        lambda d: d.site.add("new", Folder(title="N")),
        lambda d: move(d.site["new"], d.attic),
        refusal.MOVED,
    ),
    (lambda d: copy(d.news, d.attic), lambda d: move(d.attic["news"]["b"], d.site), ""),
    (
        lambda d: copy(d.news, d.attic),
        lambda d: d.attic["news"].add("x", Document(title="X")),
        refusal.FILLED,
    ),
]


@pytest.mark.parametrize(("first", "second", "reason"), CASES, ids=range(len(CASES)))
def test_what_came_between(desk: Desk, first: Deed, second: Deed, reason: str) -> None:
    change = desk.do(lambda: first(desk))
    desk.be("editor")
    second(desk)
    desk.commit()
    number = len(desk.changes())
    found = desk.undo(change)
    assert reasons(found) == ([reason] if reason else [])
    # what is refused as a whole is no change
    assert len(desk.changes()) == number + (not reason)
    assert (found.id == "") is bool(reason)


@pytest.mark.parametrize(
    "first",
    [lambda d: edit(d.page, {"title": "1"}), lambda d: d.site.add("page2", Document(title="P"))],
)
def test_who_changed_it_since_is_named(desk: Desk, first: Deed) -> None:
    change = desk.do(lambda: first(desk))
    node = desk.site.get("page2") or desk.page
    later = desk.do(lambda: edit(node, {"title": "2"}), "manager")
    found = desk.undo(change)
    ((_number, said),) = found.refused
    assert (said.reason, said.by) == (refusal.CHANGED, "manager")
    assert said.moment is not None
    assert abs(said.moment.timestamp() - later.moment.timestamp()) < 60
    # it is no other one who undoes it
    if "page2" in desk.site:
        assert reasons(desk.undo(change, "manager")) == []


def test_what_others_changed_below_stays(desk: Desk) -> None:
    change = desk.do(lambda: copy(desk.news, desk.attic))
    desk.do(lambda: edit(desk.attic["news"]["b"], {"title": "Better"}), "manager")
    ((_number, said),) = desk.undo(change).refused
    assert (said.reason, said.by) == (refusal.CHANGED, "manager")


def test_a_restored_folder_with_something_new_in_it_stays(desk: Desk) -> None:
    bin_(desk, desk.news)
    desk.commit()
    change = desk.do(lambda: restore(desk.site, desk.site.trash.get(desk.news.uid)))
    desk.do(lambda: desk.news["a"].update({"title": "AA"}), "manager")
    desk.do(lambda: desk.news.add("d", Document(title="D")))
    assert reasons(desk.undo(change)) == [refusal.FILLED]
    purge(desk.site, bin_(desk, desk.news["d"]))
    desk.commit()
    assert reasons(desk.undo(change)) == []


def test_a_node_that_was_moved_or_renamed_is_edited_back(desk: Desk) -> None:
    change = desk.do(lambda: edit(desk.page, {"title": "New"}))
    desk.do(lambda: move(desk.page, desk.attic, "z"))
    assert reasons(desk.undo(change)) == []
    assert desk.page.title == "Page"


def test_a_publication_on_which_a_working_copy_was_begun(desk: Desk) -> None:
    page = desk.page
    publication = desk.do(page.publish)
    edit(page, {"title": "2"})
    desk.commit()
    published = desk.do(lambda: publish_changes(page))
    edit(page, {"title": "3"})
    desk.commit()
    assert reasons(desk.undo(published)) == [refusal.CHANGED]
    # as with taking it back to draft the changes become those of the draft
    assert reasons(desk.undo(publication)) == []
    assert (page.state, page.title, page._working) == ("draft", "3", None)
    assert reasons(desk.undo(published)) == [refusal.CHANGED]


def test_an_order_that_follows_a_field_goes_with_it(desk: Desk) -> None:
    news = desk.news
    change = desk.do(lambda: edit(news, {"sorting": "title"}))
    desk.do(news.publish)
    # the field waits to be published, so that its order does
    assert reasons(desk.undo(change)) == [refusal.FOLLOWS]
    assert news._working.values == {"sorting": "manual"}
    assert (news.sorting, type(news.order).__name__) == ("title", "SortedOrder")


def test_the_rest_is_done_and_later_the_rest_of_the_rest(desk: Desk) -> None:
    def both() -> None:
        edit(desk.page, {"title": "1"})
        edit(desk.news, {"title": "2"})

    change = desk.do(both)
    blocking = desk.do(lambda: edit(desk.news, {"title": "3"}), "manager")
    found = desk.undo(change)
    assert (found.done, reasons(found)) == ((0,), [refusal.CHANGED])
    assert (desk.page.title, desk.news.title) == ("Page", "3")
    assert desk.changes()[0].refused == found.refused
    assert not is_undone(desk.site, change)
    desk.undo(blocking, "manager")
    again = desk.undo(change)
    assert (again.done, reasons(again)) == ((1,), [refusal.ALREADY])
    assert desk.news.title == "News"
    assert is_undone(desk.site, change)
    third = desk.undo(change)
    assert third.done == ()
    assert {(said.reason, said.by) for _number, said in third.refused} == {
        (refusal.ALREADY, "editor")
    }


def test_two_at_once(desk: Desk) -> None:
    change = desk.do(lambda: edit(desk.page, {"title": "1"}))
    manager = transaction.TransactionManager(explicit=True)
    manager.begin()
    connection = desk.site._p_jar.db().open(transaction_manager=manager)
    try:
        site = connection.root()["contentsite"]
        theirs = changes_of(site).get(change.id)
        assert theirs is not None
        assert undo(site, theirs, desk.rights("manager")).done == (0,)
        assert desk.undo(change).done == (0,)
        with pytest.raises(ConflictError):
            manager.commit()
        manager.abort()
        manager.begin()
        assert reasons(undo(site, theirs, desk.rights("manager"))) == [refusal.ALREADY]
        manager.abort()
    finally:
        connection.close()
    assert desk.page.title == "Page"


def test_after_a_pack_and_a_new_start(desk: Desk) -> None:
    long = "<p>" + "long " * 2_000 + "</p>"
    edit(desk.page, {"body": long})
    desk.news.reorder("a", None)
    desk.commit()
    deeds: list[Callable[[], object]] = [
        lambda: edit(desk.page, {"body": "<p>1</p>"}),
        lambda: edit(desk.news, {"sorting": "title"}),
        lambda: move(desk.page, desk.attic),
        lambda: bin_(desk, desk.attic),
    ]
    changes = [desk.do(deed) for deed in deeds]
    desk.site._p_jar.db().pack()
    desk.site._p_jar.cacheMinimize()
    for change in reversed(changes):
        assert reasons(desk.undo(change)) == []
        desk.site._p_jar.db().pack()
    assert desk.page.body == long
    assert desk.names() == ["b", "c", "a"]
    assert path(desk.page) == "/page"


@pytest.mark.parametrize(
    "deed", [lambda desk: bin_(desk, desk.news["b"]), lambda desk: rename(desk.news["b"], "z")]
)
def test_an_order_that_was_taken_again_in_between_is_not_lost(desk: Desk, deed: Deed) -> None:
    """By an undo and its redo, while one of those that stand in it was elsewhere."""
    desk.do(lambda: desk.news.reorder("b", "a"))
    sorted_ = desk.do(lambda: edit(desk.news, {"sorting": "title"}))
    other = desk.do(lambda: deed(desk))
    assert reasons(desk.undo(sorted_)) == []
    again = desk.undo(desk.changes()[0])
    for change in (again.id, desk.changes()[1].id, other.id, sorted_.id):
        found = changes_of(desk.site).get(change)
        assert found is not None
        assert reasons(desk.undo(found)) == []
    assert desk.names() == ["b", "a", "c"]


def test_the_clock_set_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.do(lambda: edit(desk.page, {"title": "1"}))
    past = -first.key[0] * 1_000 - 86_400_000_000_000
    for module in ("contentsite.undo.log", "contentsite.security.audit.timeline"):
        monkeypatch.setattr(f"{module}.time_ns", lambda: past)
    second = desk.do(lambda: edit(desk.page, {"title": "2"}))
    assert second.moment < first.moment
    # who it was is not known, since the log's moments say nothing then; that it was changed is
    assert desk.undo(first).refused[0][1] == refusal.Refused(refusal.CHANGED).refusal
    assert reasons(desk.undo(second)) == []
    assert reasons(desk.undo(first)) == []
    assert desk.page.title == "Page"
    # two of one moment are two
    keys = {desk.do(lambda n=n: edit(desk.page, {"title": f"t{n}"})).key for n in range(40)}
    assert len(keys) == 40


def test_rules_that_became_stricter(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = (ALLOW, user_principal("0" * 32), "Reader")
    change = desk.do(lambda: set_acl(desk.page, [BLOCK]), "manager")
    monkeypatch.setattr("contentsite.types.document.Document.checked", _refuse)
    assert reasons(desk.undo(change, "manager")) == []
    edited = desk.do(lambda: desk.page.assign({"title": "x"}) or desk.page.touch("title"))
    assert reasons(desk.undo(edited)) == ["This is not allowed any more."]
    # somebody who is gone is given nothing
    set_acl(desk.page, [entry])
    desk.commit()
    change = desk.do(lambda: set_acl(desk.page, None), "manager")
    assert reasons(desk.undo(change, "manager")) == ["There is no such person or group."]


def _refuse(_self: Any, _values: Any) -> Any:
    raise ValueError("this is not allowed any more")


PLUGIN = """
from contentsite import Folder, content

@content
class Box(Folder):
    "A box."
"""


def test_a_plug_in_that_was_removed(
    stored: Stored, module: Callable[[str, str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = module("box_plugin", PLUGIN)
    listen(stored)
    site = stored.site
    for name in ("box", "bin"):
        site.add(name, made.Box(title="Box"))
    site.add("attic", Folder(title="Attic"))
    site.add("page", Document(title="Page"))
    deeds: list[Callable[[Any], object]] = [
        lambda site: site["box"].update({"title": "1"}),
        lambda site: site["box"].add("x", Document(title="X")),
        lambda site: site["box"].add("y", Document(title="Y")),
        lambda site: site["box"].reorder("y", "x"),
        lambda site: rename(site["box"], "z"),
        lambda site: move(site["page"], site["z"]),
        lambda site: trash(site["bin"]),
        lambda site: move(site["z"], site["attic"]),
        lambda site: site.reorder("attic", None),
    ]
    ids = []
    for deed in deeds:
        deed(stored.look())
        stored.manager.commit()
        stored.manager.begin()
        ids.append(next(changes_of(stored.site).changes()).id)
    monkeypatch.delitem(sys.modules, "box_plugin")
    stored.reopen()
    listen(stored)
    site = stored.site
    rights = Rights(None, datetime.now(UTC), {})
    found = [undo(site, changes_of(site).get(each), rights) for each in ids]  # type: ignore[arg-type]
    assert {reason for each in found[:-1] for reason in reasons(each)} == {refusal.NO_CLASS}
    assert not any(each.done for each in found[:-1])
    # what is beside it is no matter
    assert found[-1].done == (0,)
    stored.forget()
    monkeypatch.setitem(sys.modules, "box_plugin", made)
    stored.reopen()
    listen(stored)
    for each in reversed(ids[:-1]):
        site = stored.look()
        assert undo(site, changes_of(site).get(each), rights).refused == ()  # type: ignore[arg-type]
    site = stored.look()
    assert {*site} == {"box", "bin", "page", "attic"}
    assert list(check_tree(site)) == []

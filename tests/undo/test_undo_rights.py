"""Undo is no way around permissions: each step is asked for again, by the rules of the screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from undo_desk import Desk, reasons

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.principal import EVERYONE, group_principal, user_principal
from contentsite.tree.copy import copy
from contentsite.tree.move import move, rename
from contentsite.tree.trashing import trash
from contentsite.types.document import Document
from contentsite.undo import refusal
from contentsite.versions.working import discard, edit, publish_changes
from contentsite.workflow.transition import do_transition

Deed = Callable[[Desk], object]
NOBODY: tuple[str, ...] = ()
ALL = ("manager", "editor", "reviewer", "contributor", "reader")


def entry(desk: Desk, role: str, name: str = "guest") -> Any:
    return (ALLOW, user_principal(desk.people[name].uid), role)


def transition(desk: Desk, name: str) -> None:
    do_transition(desk.rights().workflows["simple"], desk.page, name)


def details(desk: Desk) -> None:
    desk.page.listed = False
    desk.page.touch("listed")


def public(deed: Deed) -> tuple[Deed, Deed]:
    """Return what is done before, to have a published page with a working copy, and the deed."""

    def before(desk: Desk) -> None:
        desk.page.publish()
        desk.commit()
        edit(desk.page, {"title": "Working"})

    return before, deed


def nothing(_desk: Desk) -> None:
    """Prepare nothing."""


EDITORS = ("manager", "editor")
PUBLISHERS = ("manager", "editor", "reviewer")
CASES: list[tuple[Deed, Deed, tuple[str, ...]]] = [
    (nothing, lambda d: edit(d.page, {"title": "1"}), EDITORS),
    (nothing, lambda d: transition(d, "submit"), PUBLISHERS),
    (nothing, lambda d: transition(d, "publish"), PUBLISHERS),
    (nothing, details, EDITORS),
    (*public(lambda d: edit(d.page, {"title": "1"})), EDITORS),
    (*public(lambda d: discard(d.page)), EDITORS),
    (*public(lambda d: publish_changes(d.page)), PUBLISHERS),
    (*public(lambda d: transition(d, "retract")), PUBLISHERS),
    (*public(details), EDITORS),
    (*public(lambda d: d.page.publish(d.rights().now)), PUBLISHERS),
    (lambda d: d.page.publish(), lambda d: edit(d.page, {"title": "1"}), PUBLISHERS),
    (lambda d: d.page.publish(), lambda d: d.page.update({"title": "1"}), PUBLISHERS),
    (nothing, lambda d: rename(d.page, "z"), EDITORS),
    (nothing, lambda d: move(d.page, d.news), EDITORS),
    (nothing, lambda d: d.news.reorder("a", None), EDITORS),
    (nothing, lambda d: edit(d.news, {"sorting": "title"}), EDITORS),
    (nothing, lambda d: d.site.add("new", Document(title="N")), EDITORS),
    (nothing, lambda d: copy(d.news, d.attic), EDITORS),
    (nothing, lambda d: trash(d.page, d.people["editor"].uid), EDITORS),
    (nothing, lambda d: trash(d.page, d.people["contributor"].uid), ("manager", "contributor")),
    (nothing, lambda d: set_acl(d.page, [entry(d, "Editor")]), EDITORS),
    (nothing, lambda d: set_acl(d.page, [entry(d, "Manager")]), ("manager",)),
    (
        lambda d: set_acl(d.page, [entry(d, "Manager")]),
        lambda d: set_acl(d.page, None),
        ("manager",),
    ),
    (nothing, lambda d: set_acl(d.page, [BLOCK, entry(d, "Reader")]), ("manager",)),
]


@pytest.mark.parametrize(("before", "deed", "allowed"), CASES, ids=range(len(CASES)))
def test_who_may(desk: Desk, before: Deed, deed: Deed, allowed: tuple[str, ...]) -> None:
    before(desk)
    desk.commit()
    change = desk.do(lambda: deed(desk))
    for name in sorted(ALL, key=lambda name: name in allowed):
        found = desk.undo(change, name)
        assert (found.refused == ()) is (name in allowed), (name, reasons(found))
        if not found.refused:
            # by each of those who may
            assert desk.undo(desk.changes()[0], "manager").refused == ()


def test_all_below_must_be_ones_own_to_take_away(desk: Desk) -> None:
    change = desk.do(lambda: copy(desk.news, desk.attic))
    move_ = desk.do(lambda: move(desk.news, desk.attic, "moved"))
    desk.be("manager")
    for folder in (desk.attic["news"], desk.attic["moved"]):
        set_acl(folder["b"], [BLOCK])
    desk.commit()
    assert reasons(desk.undo(change)) == [refusal.NOT_BELOW]
    assert reasons(desk.undo(move_)) == [refusal.NOT_BELOW]
    assert reasons(desk.undo(change, "manager")) == []


def test_a_move_back_is_no_way_to_publish_or_to_give_roles(desk: Desk) -> None:
    editor = entry(desk, "Editor", "editor")
    set_acl(desk.site, [each for each in desk.site.acl or () if each[1] != editor[1]])
    set_acl(desk.site, [*(desk.site.acl or ()), entry(desk, "Contributor", "editor")])
    set_acl(desk.news, [editor])
    set_acl(desk.attic, [editor])
    desk.page.publish()
    desk.commit()
    change = desk.do(lambda: move(desk.page, desk.attic))
    # where it stood he could not have published it
    assert reasons(desk.undo(change)) == [
        "It is published, and you may not publish there; take it back to draft first."
    ]
    desk.page.retract()
    set_acl(desk.page, [entry(desk, "Editor")])
    desk.commit()
    assert reasons(desk.undo(change)) == [
        "In it roles are given that you may not give there. Take them away first."
    ]
    set_acl(desk.page, None)
    desk.commit()
    assert reasons(desk.undo(change)) == []


def test_a_place_where_he_may_add_nothing_any_more(desk: Desk) -> None:
    moved = desk.do(lambda: move(desk.page, desk.attic))
    binned = desk.do(lambda: trash(desk.news["a"], desk.people["editor"].uid))
    set_acl(desk.news, [BLOCK])
    kept = [each for each in desk.site.acl or () if each[2] != "Editor"]
    set_acl(desk.site, kept)
    set_acl(desk.attic, [entry(desk, "Editor", "editor")])
    desk.commit()
    assert reasons(desk.undo(moved)) == [refusal.NOT_ALLOWED]
    assert reasons(desk.undo(binned)) == [refusal.NOT_ALLOWED]


def test_roles_for_everybody_stay_what_the_screen_allows(desk: Desk) -> None:
    for acl, reason in (
        (
            [(ALLOW, EVERYONE, "Editor")],
            "Visitors, who are not signed in, can be given only what lets them see.",
        ),
        ([(ALLOW, group_principal("0" * 32), "Reader")], "There is no such person or group."),
    ):
        set_acl(desk.page, acl)
        desk.commit()
        change = desk.do(lambda: set_acl(desk.page, None))
        assert reasons(desk.undo(change, "manager")) == [reason]


def test_the_last_manager_stays(desk: Desk) -> None:
    desk.be("")
    set_acl(desk.site, None)
    desk.commit()
    change = desk.do(lambda: set_acl(desk.site, [entry(desk, "Manager", "manager")]), "")
    found = desk.undo(change, "manager")
    assert reasons(found) == [
        "Nobody would be left who may manage the site; make somebody Manager first."
    ]
    assert desk.site.acl == (entry(desk, "Manager", "manager"),)


def test_a_workflow_that_has_no_way_back(desk: Desk) -> None:
    change = desk.do(lambda: desk.page.retract("odd"))
    assert reasons(desk.undo(change, "manager")) == [refusal.NO_WAY]

"""What an undo would show to everybody is known before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from undo_desk import Desk

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.principal import SIGNED_IN
from contentsite.tree.move import move
from contentsite.tree.trashing import trash
from contentsite.undo.undo import plan

PAST = datetime(2020, 1, 1, tzinfo=UTC)


def shown(desk: Desk, deed: Callable[[], object]) -> bool:
    """Tell whether undoing a deed would show something."""
    change = desk.do(deed, "manager")
    return bool(plan(desk.site, change, desk.rights("manager")).shown)


@pytest.mark.parametrize(
    ("deed", "is_shown"),
    [
        (lambda desk: desk.page.retract(), True),
        (lambda desk: desk.page.publish(until=PAST), True),
        (lambda desk: desk.page.publish(until=datetime.now(UTC) + timedelta(1)), False),
        (lambda desk: desk.page.update({"title": "Other"}), False),
        (lambda desk: set_acl(desk.page, [BLOCK]), True),
        (lambda desk: set_acl(desk.page, [(ALLOW, SIGNED_IN, "Reader")]), False),
        (lambda desk: move(desk.page, desk.attic), True),
        (lambda desk: move(desk.page, desk.news), False),
        (lambda desk: desk.news.reorder("c", "a"), False),
        (lambda desk: desk.attic.publish(), False),
    ],
)
def test_what_an_undo_would_show(desk: Desk, deed: Callable[[Any], object], is_shown: bool) -> None:
    desk.page.publish()
    desk.news.publish()
    desk.commit()
    assert shown(desk, lambda: deed(desk)) is is_shown


def test_what_only_those_who_are_signed_in_would_see(desk: Desk) -> None:
    set_acl(desk.attic, [(ALLOW, SIGNED_IN, "Reader")])
    desk.attic.retract()
    desk.commit()
    assert shown(desk, lambda: set_acl(desk.attic, None))


def test_what_comes_back_from_the_trash_is_no_news(desk: Desk) -> None:
    desk.page.publish()
    desk.commit()
    deletion = desk.do(lambda: trash(desk.page, desk.people["manager"].uid), "manager")
    assert plan(desk.site, deletion, desk.rights("manager")).done == (0,)
    assert not plan(desk.site, deletion, desk.rights("manager")).shown

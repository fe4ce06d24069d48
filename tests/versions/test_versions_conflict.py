"""Two at once: one of them conflicts, and finds what the other did when it is tried again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import transaction
from ZODB.POSException import ConflictError

from contentsite.versions.history import versions_of
from contentsite.versions.restore import restore
from contentsite.versions.working import NothingChanged, discard, edit, publish_changes


@pytest.mark.parametrize("second", [publish_changes, discard, lambda page: restore(page, 1)])
def test_two_at_once(kept: Any, second: Callable[[Any], object]) -> None:
    page = kept.page()
    page.publish()
    kept.commit()
    edit(page, {"title": "B"})
    kept.commit()
    manager = transaction.TransactionManager(explicit=True)
    manager.begin()
    other = page._p_jar.db().open(transaction_manager=manager)
    try:
        theirs = other.root()["contentsite"][page.__name__]
        second(theirs)
        publish_changes(page)
        kept.commit()
        with pytest.raises(ConflictError):
            manager.commit()
        manager.abort()
        manager.begin()
        assert (theirs.title, theirs._working) == ("B", None)
        with pytest.raises(NothingChanged, match="somebody may have published"):
            discard(theirs)
        manager.abort()
    finally:
        other.close()
    assert [each.number for each in versions_of(page)] == [3, 2, 1]

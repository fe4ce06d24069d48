"""Connections to the past: what they show, how far back, and that they do not pile up."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
import transaction
from ZODB.POSException import POSKeyError, ReadOnlyHistoryError
from ZODB.serialize import referencesf
from ZODB.utils import p64, u64

from contentsite.storage.past import (
    MOMENTS,
    OutOfReach,
    beginning_of,
    forget_beginning,
    moment_of,
    open_past,
    past_opened,
)
from contentsite.types.document import Document


@pytest.fixture
def manager():
    found = transaction.TransactionManager(explicit=True)
    found.begin()
    yield found
    found.abort()


def saved(stored, title: str) -> datetime:
    """Give the page of the site a title, and return the moment at which it had it."""
    site = stored.site
    if "page" in site:
        site["page"].update({"title": title})
    else:
        site.add("page", Document(title=title))
    stored.look()
    return moment_of(stored.db.lastTransaction())


def title_at(stored, moment: datetime, manager) -> str:
    with past_opened(stored.db, moment, manager) as connection:
        return connection.root()["contentsite"]["page"].title


def test_each_moment_has_its_own_state(stored, manager):
    moments = {title: saved(stored, title) for title in ("one", "two", "three")}
    assert {title: title_at(stored, moment, manager) for title, moment in moments.items()} == {
        title: title for title in moments
    }
    later = moments["three"] + timedelta(days=400)
    assert title_at(stored, later, manager) == "three"


def test_the_moment_of_a_transaction_is_never_before_it(stored, manager):
    for number in range(30):
        assert title_at(stored, saved(stored, f"n{number}"), manager) == f"n{number}"


def test_nothing_can_be_written_there(stored, manager):
    moment = saved(stored, "one")
    connection = open_past(stored.db, moment, manager)
    connection.root()["contentsite"]["page"].title = "forged"
    with pytest.raises(ReadOnlyHistoryError):
        manager.commit()
    manager.abort()
    manager.begin()
    connection.close()
    assert stored.look()["page"].title == "one"


def test_many_moments_keep_few_connections(stored, manager):
    moments = [saved(stored, f"n{number}") for number in range(3 * MOMENTS)]
    for moment in (*moments, *moments):
        title_at(stored, moment, manager)
    pool = stored.db.historical_pool
    assert len(pool.pools) <= MOMENTS
    assert len([*pool]) <= MOMENTS
    assert not [each for each in pool if each.opened]


def test_two_at_one_moment_have_connections_of_their_own(stored, manager):
    moment = saved(stored, "one")
    with (
        past_opened(stored.db, moment, manager) as one,
        past_opened(stored.db, moment, manager) as two,
    ):
        assert one is not two
    assert not [each for each in stored.db.historical_pool if each.opened]


def test_one_that_is_open_survives_many_others(stored, manager):
    moments = [saved(stored, f"n{number}") for number in range(2 * MOMENTS)]
    with past_opened(stored.db, moments[0], manager) as connection:
        for moment in moments[1:]:
            title_at(stored, moment, manager)
        assert connection.root()["contentsite"]["page"].title == "n0"
        assert len(stored.db.historical_pool.pools) <= MOMENTS + 1
    title_at(stored, moments[-1], manager)
    assert len(stored.db.historical_pool.pools) <= MOMENTS


def test_the_past_begins_with_the_site(stored, manager):
    begins = beginning_of(stored.db)
    with past_opened(stored.db, begins, manager) as connection:
        assert connection.root()["contentsite"].title == "Site"
    with pytest.raises(OutOfReach, match="begins at"):
        open_past(stored.db, begins - timedelta(seconds=1), manager)


def test_the_past_begins_where_it_was_packed(stored, manager):
    before = saved(stored, "before")
    kept = saved(stored, "kept")
    packed = time.time()
    after = saved(stored, "after")
    assert beginning_of(stored.db) < before
    stored.db.storage.pack(packed, referencesf)
    # it is known as it was, and what is gone is an error and not another state
    with pytest.raises(POSKeyError):
        title_at(stored, before, manager)
    forget_beginning(stored.db)
    assert beginning_of(stored.db) == kept
    with pytest.raises(OutOfReach):
        title_at(stored, before, manager)
    assert title_at(stored, kept, manager) == "kept"
    assert title_at(stored, after, manager) == "after"
    stored.reopen()
    assert beginning_of(stored.db) == kept


def test_a_clock_that_was_set_back_stands_still_meanwhile(stored, manager, monkeypatch):
    """Transactions keep their order, so what was stored then is all of the moment before."""
    first = saved(stored, "first")
    second = saved(stored, "second")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 3600)
    third = saved(stored, "third")
    assert third - second < timedelta(milliseconds=1)
    assert title_at(stored, first, manager) == "first"
    assert title_at(stored, third, manager) == "third"
    monkeypatch.undo()
    assert title_at(stored, saved(stored, "fourth"), manager) == "fourth"
    assert title_at(stored, third, manager) == "third"


def test_moments_are_whole_microseconds_above():
    tid = p64(u64(b"\x04\x00\x00\x00\x00\x00\x00\x00") + 12_345_678)
    moment = moment_of(tid)
    assert moment.tzinfo is UTC
    assert moment_of(p64(u64(tid) + 1)) >= moment

"""Garbage is collected while others use what the collector cannot see that they use."""

import gc
import linecache
import threading
import weakref
from collections.abc import Iterator

import pytest
import transaction
import ZODB
from BTrees.OOBTree import OOBucket

from contentsite.storage import collector


@pytest.fixture
def db() -> Iterator[ZODB.DB]:
    db = ZODB.DB(None)
    gc.collect()
    gc.disable()
    yield db
    gc.enable()
    db.close()


def lose(db: ZODB.DB, historical: bool = False) -> dict[int, str]:
    """Change a bucket while the collector clears a garbage cycle that refers to its ghost."""
    manager = transaction.TransactionManager()
    connection = db.open(manager)
    connection.root()["bucket"] = bucket = OOBucket({1: "one"})
    manager.commit()
    oid = bucket._p_oid
    del bucket
    if historical:
        at = connection.db().lastTransaction()
        connection.close()
        connection = db.open(manager, at=at)
    connection.cacheMinimize()
    gc.collect()
    found: list[OOBucket] = []

    def use(_code: object) -> None:
        bucket = connection.get(oid)
        if historical:
            bucket._p_activate()
        else:
            bucket[2] = "two"
        found.append(bucket)

    # what dies while the cycle is cleared, without being garbage that the collector knows of
    code = compile("1", "", "eval")
    reference = weakref.ref(code, use)
    cycle: list[object] = []
    cycle.extend([[cycle, connection.get(oid)], code])
    del cycle, code
    gc.collect()
    assert reference() is None
    assert len(found) == 1, "the code ran while the garbage was collected"
    if not historical:
        manager.commit()
        connection.close()
        connection = db.open(manager)
        return dict(connection.get(oid))
    return dict(found[0])


def test_the_fault_is_there(db: ZODB.DB) -> None:
    # when this fails the fault is mended upstream, and the guard can go
    assert lose(db) == {}


@pytest.mark.parametrize("historical", [False, True])
def test_nothing_is_lost_in_a_database_that_is_watched(db: ZODB.DB, historical: bool) -> None:
    collector.watch(db)
    assert lose(db, historical)[1] == "one"


def test_nothing_is_held_between_collections(db: ZODB.DB) -> None:
    collector.watch(db)
    lose(db)
    gc.collect()
    assert not collector._held
    assert gc.callbacks.count(collector._hold) == 1


def test_connections_are_opened_and_closed_meanwhile(db: ZODB.DB) -> None:
    collector.watch(db)
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            connection = db.open(transaction.TransactionManager())
            connection.root().get("bucket")
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(200):
        gc.collect(0)
    ended.set()
    for thread in threads:
        thread.join()
    assert not collector._held
    assert len(db.pool.all) <= len(threads)


def test_with_a_database_there_are_fewer_collections(db: ZODB.DB) -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(collector._DEFAULT[0], 10, 10)
        collector.watch(db)
        assert gc.get_threshold() == collector.AFTER
        gc.set_threshold(5_000, 5, 5)
        collector.watch(db)
        assert gc.get_threshold() == (5_000, 5, 5), "what a deployer chose stays"
    finally:
        gc.set_threshold(*before)


def test_what_a_process_begins_with_is_not_looked_at_again() -> None:
    linecache.getlines(__file__)
    try:
        collector.settle()
        assert gc.get_freeze_count()
        assert not linecache.cache
    finally:
        gc.unfreeze()

"""The log of changes: kept in shards, read as one."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta

import pytest
import transaction
from hypothesis import given
from hypothesis import strategies as st
from ZODB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

from contentsite.security.audit.entry import Entry, made, micros, parse_token, plain, token
from contentsite.security.audit.log import AuditLog
from contentsite.security.audit.refusals import Refusals
from contentsite.security.audit.search import Wanted, search
from contentsite.tree.moment import EPOCH

NODES = ["0" * 30 + f"{number:02x}" for number in range(0, 256, 5)]
WORDS = st.sampled_from(["a", "b", "c"])
ENTRIES = st.builds(
    lambda who, name, action, node, path: made(
        who=who, name=name, action=action, node=node, path="/" + path, title="T"
    ),
    WORDS,
    st.sampled_from(["Mary", "John"]),
    st.sampled_from(["add", "edit"]),
    st.sampled_from(NODES),
    st.sampled_from(["", "x", "x/y", "xy"]),
)


@st.composite
def filters(draw) -> Wanted:
    """Make a filter of some of its values."""
    return Wanted(
        person=draw(st.sampled_from(["", "a", "mary"])),
        node=draw(st.sampled_from(["", *NODES[:3]])),
        path=draw(st.sampled_from(["", "/", "/x"])),
        action=draw(st.sampled_from(["", "add"])),
        since=draw(st.none() | st.integers(0, 20).map(at)),
        until=draw(st.none() | st.integers(0, 20).map(at)),
    )


def at(micro: int) -> datetime:
    return EPOCH + timedelta(microseconds=micro)


def expected(stored, wanted):
    """Filter the plain way."""
    return [
        (key, entry)
        for key, entry in sorted(stored.items())
        if wanted.fits(entry)
        and (wanted.since is None or -key[0] >= micros(wanted.since))
        and (wanted.until is None or -key[0] < micros(wanted.until))
    ]


@given(st.lists(st.tuples(st.integers(0, 20), ENTRIES), max_size=60), filters(), st.integers(1, 7))
def test_what_is_put_is_found_in_order_and_once(given, wanted, limit):
    log = AuditLog()
    stored = {log.put(entry, moment): entry for moment, entry in given}
    # keys are unique: nothing was overwritten
    assert len(stored) == len(given)
    found, after = [], None
    for _ in range(100):
        batch = search((log,), wanted, limit, after, scan=11)
        assert len(batch.found) <= limit
        found += [(each.key, each.entry) for each in batch.found]
        after = batch.after
        if after is None:
            break
    assert found == expected(stored, wanted)


@given(st.lists(st.tuples(st.integers(0, 20), ENTRIES, st.booleans()), max_size=30))
def test_two_logs_are_read_as_one(given):
    log, refusals = AuditLog(), Refusals()
    for moment, entry, is_change in given:
        if is_change:
            log.put(entry, moment)
        else:
            refusals.put(entry, 1_000, 100_000)
    batch = search((log, refusals), Wanted(), 100)
    assert len(batch.found) == len(given)
    assert [each.key for each in batch.found] == sorted(each.key for each in batch.found)


def test_a_clock_that_is_set_back():
    log = AuditLog()
    titles = "abcdef"
    for title, moment in zip(titles, [100, 101, 50, 50, 101, 100], strict=True):
        log.put(made(title=title, node=NODES[0]), moment)
    found = search((log,), Wanted(), 10).found
    assert sorted(each.entry.title for each in found) == list(titles)
    moments = [each.moment for each in found]
    assert moments == sorted(moments, reverse=True)
    assert [each.entry.title for each in found][-2:] == ["d", "c"]


def test_the_moment_of_an_entry():
    log, before = AuditLog(), datetime.now(UTC)
    log.put(made(title="now"))
    (found,) = search((log,), Wanted(), 1).found
    assert before - timedelta(milliseconds=1) <= found.moment <= datetime.now(UTC)


def test_the_tokens_of_keys():
    assert parse_token(token((-17, 3))) == (-17, 3)
    for text in ["", "x", "1", "1.x", "-1.2", "1.2.3", "9" * 30 + ".1", "1.234", "١.١"]:
        assert parse_token(text) is None


def test_a_token_of_somebody_elses_making_is_harmless():
    log = AuditLog()
    log.put(made(title="x"), 5)
    for text in ["0.0", "999999999999999999.99", "5.31"]:
        search((log,), Wanted(), 10, parse_token(text))


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "\x1b[31m", "\u202egnp.exe", "\x85", "\ud800"])
def test_nothing_that_is_written_can_forge_a_line_asvs_16_4_1(text):
    values = dict.fromkeys(Entry._fields[:-1], text)
    for value in made(**values)[:-1]:
        assert value.isprintable()
    assert plain("x" * 10_000) == "x" * 499 + "…"


def test_what_a_reader_knows_of_a_shard():
    log = AuditLog()
    for number, node in enumerate(NODES):
        log.put(made(node=node, title=str(number)), number)
    for number, node in enumerate(NODES):
        (found,) = search((log,), Wanted(node=node), 10).found
        assert found.entry.title == str(number)
    assert len(list(log.streams(NODES[0], None))) == 1
    assert len(list(log.streams("", None))) == 32


# with a database


@pytest.fixture
def db(tmp_path):
    db = DB(FileStorage(str(tmp_path / "Data.fs")))
    with db.transaction() as connection:
        connection.root()["log"] = AuditLog()
    yield db
    db.close()


def writer(db):
    manager = transaction.TransactionManager(explicit=True)
    manager.begin()
    return manager, db.open(transaction_manager=manager)


def test_two_write_about_different_nodes_at_one_moment(db):
    first, second = writer(db), writer(db)
    first[1].root()["log"].put(made(node=NODES[0], title="one"), 7)
    second[1].root()["log"].put(made(node=NODES[1], title="two"), 7)
    first[0].commit()
    second[0].commit()
    with db.transaction() as connection:
        assert len(search((connection.root()["log"],), Wanted(), 10).found) == 2
    first[1].close()
    second[1].close()


def test_two_write_about_one_node(db):
    """Into one bucket: the storage merges it, or one of them has to repeat; nothing is lost."""
    with db.transaction() as connection:
        for moment in range(5):
            connection.root()["log"].put(made(node=NODES[0], title="old"), moment)
    first, second = writer(db), writer(db)
    first[1].root()["log"].put(made(node=NODES[0], title="one"), 100)
    second[1].root()["log"].put(made(node=NODES[0], title="two"), 101)
    first[0].commit()
    second[0].commit()
    with db.transaction() as connection:
        assert len(search((connection.root()["log"],), Wanted(), 50).found) == 7
    first[1].close()
    second[1].close()


def test_two_write_at_one_moment_about_one_node(db):
    first, second = writer(db), writer(db)
    first[1].root()["log"].put(made(node=NODES[0], title="one"), 100)
    second[1].root()["log"].put(made(node=NODES[0], title="two"), 100)
    first[0].commit()
    with pytest.raises(ConflictError):
        second[0].commit()
    second[0].abort()
    first[1].close()
    second[1].close()


def test_a_batch_loads_what_it_shows(db):
    chance = random.Random(1)
    with db.transaction() as connection:
        log = connection.root()["log"]
        for moment in range(100_000):
            log.put(made(node=f"{chance.getrandbits(128):032x}", name=str(moment % 50)), moment)
    connection = db.open()

    def loads(wanted, after=None):
        connection.cacheMinimize()
        connection.getTransferCounts(clear=True)
        batch = search((connection.root()["log"],), wanted, 50, after)
        assert len(batch.found) == 50
        return connection.getTransferCounts()[0]

    assert loads(Wanted()) < 150
    assert loads(Wanted(until=at(50_000))) < 200
    assert loads(Wanted(), (-30_000, 4)) < 200
    assert loads(Wanted(person="7")) < 700
    connection.close()


def test_where_few_match_a_batch_ends_early():
    log = AuditLog()
    for moment in range(100):
        log.put(made(node=NODES[moment % 7], name="rare" if moment == 3 else "often"), moment)
    batches, after = [], None
    for _ in itertools.count():
        batch = search((log,), Wanted(person="rare"), 10, after, scan=20)
        batches.append(len(batch.found))
        after = batch.after
        if after is None:
            break
    assert batches == [0, 0, 0, 0, 1]

"""Refusals are counted: a flood of them costs little."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.security.audit.entry import made
from contentsite.security.audit.refusals import Refusals
from contentsite.security.audit.search import Wanted, search
from contentsite.security.audit.tally import BURST, PER_SECOND, WINDOW, Tally, network


class Writes:
    """Does what the tally says, and counts how often."""

    def __init__(self, keep: int = 1_000, days: int = 90) -> None:
        self.tally = Tally()
        self.refusals = Refusals()
        self.times = 0
        self.kept = keep, days

    def note(self, now: float, **values: object) -> None:
        for count, entry in self.tally.note(made(**{"action": "failure", **values}), now):
            self.times += 1
            if entry is not None:
                count.key = self.refusals.put(entry, *self.kept)
            elif count.key is not None:
                self.refusals.set_number(count.key, count.times)

    @property
    def entries(self):
        return [each.entry for each in search((self.refusals,), Wanted(), 10_000).found]


def test_one_is_written_at_once():
    writes = Writes()
    writes.note(0, address="192.0.2.1", name="mary")
    assert [(entry.name, entry.number) for entry in writes.entries] == [("mary", 1)]


def test_many_of_a_kind_are_one_entry_and_few_writes():
    writes = Writes()
    for number in range(100_000):
        writes.note(number / 2_000, address="192.0.2.1", name=str(number))
    assert [entry.number for entry in writes.entries] == [65_536]
    assert writes.times == 17
    # when the minute is over the next one settles the count
    writes.note(WINDOW + 1, address="192.0.2.1")
    assert [entry.number for entry in writes.entries] == [1, 100_000]


def test_other_addresses_people_and_kinds_are_other_entries():
    writes = Writes()
    for values in (
        {"address": "192.0.2.1"},
        {"address": "192.0.2.2"},
        {"address": "192.0.2.1", "who": "a"},
        {"address": "192.0.2.1", "action": "refusal"},
    ):
        writes.note(0, **values)
        writes.note(1, **values)
    assert [entry.number for entry in writes.entries] == [2] * 4


def test_a_flood_from_everywhere_is_bounded():
    writes, chance = Writes(), random.Random(1)
    hours = 2
    for number in range(hours * 36_000):
        writes.note(number / 10, address=f"{chance.getrandbits(32)}")
    most = BURST + hours * 3_600 * PER_SECOND
    assert len(writes.entries) <= most + hours * 60 + 1
    assert len(writes.tally.counts) <= BURST + 10
    assert writes.times < 5 * most
    many = [entry for entry in writes.entries if entry.detail == "from many addresses"]
    assert all((entry.address, entry.name) == ("", "") for entry in many)
    # nothing is left uncounted but what the last minute still adds to
    assert sum(entry.number for entry in writes.entries) > hours * 36_000 - 1_200


@given(st.lists(st.tuples(st.floats(0, 200), st.sampled_from("abc")), max_size=80))
def test_what_is_stored_is_at_least_half_of_the_truth(happened):
    writes = Writes()
    for now, address in sorted(happened):
        writes.note(now, address=address)
    stored = sum(entry.number for entry in writes.entries)
    assert stored <= len(happened) <= 2 * stored


def test_only_so_many_are_kept():
    writes = Writes(keep=5)
    for number in range(30):
        writes.note(number, address=str(number))
    assert [entry.address for entry in writes.entries] == [str(n) for n in range(29, 24, -1)]
    assert len(writes.refusals) == 5


def test_only_for_so_many_days(monkeypatch):
    writes = Writes(days=2)
    now = 1_000_000 * 86_400 * 10**9
    for day in (0, 1, 2, 3):
        moment = now + day * 86_400 * 10**9
        monkeypatch.setattr("contentsite.security.audit.timeline.time_ns", lambda m=moment: m)
        monkeypatch.setattr("contentsite.security.audit.refusals.time_ns", lambda m=moment: m)
        writes.note(day * 100, address=str(day))
    assert [entry.address for entry in writes.entries] == ["3", "2", "1"]


def test_pruning_never_takes_long():
    refusals = Refusals()
    for number in range(500):
        refusals.put(made(address=str(number)), 1_000, 90)
    refusals.put(made(address="next"), 10, 90)
    assert len(refusals) == 401
    for _ in range(5):
        refusals.put(made(address="next"), 10, 90)
    assert len(refusals) == 10


def test_the_count_of_what_was_pruned_is_gone():
    refusals = Refusals()
    key = refusals.put(made(address="x"), 1, 90)
    refusals.put(made(address="y"), 1, 90)
    refusals.set_number(key, 7)
    assert [each.entry.address for each in search((refusals,), Wanted(), 9).found] == ["y"]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_the_network_of_an_address(address, shown):
    assert network(address) == shown


def test_the_account_that_is_tried_is_not_hidden_behind_another():
    writes = Writes()
    for name, uid in (("mallory", "a"), ("admin", "b"), ("admin", "b")):
        writes.note(0, address="192.0.2.1", name=name, node=uid)
    assert [(entry.name, entry.number) for entry in writes.entries] == [
        ("admin", 2),
        ("mallory", 1),
    ]

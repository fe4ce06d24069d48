"""Rows: what a listing shows of a node, as a plain tuple."""

from __future__ import annotations

import pickle
import pickletools
from datetime import UTC, datetime

import pytest

from contentsite.schema.fields import Listed
from contentsite.tree.row import Row, row_of, shortened
from contentsite.types.event import Event


def test_all_it_shows():
    event = Event(
        title="T", place="Here", starts=datetime(2026, 1, 1, tzinfo=UTC), body="<p>Words</p>"
    )
    event.__name__ = "e"
    event.publish(until=datetime(2027, 1, 1, tzinfo=UTC))
    row = Row._make(row_of(event))
    assert (row.name, row.title, row.description, row.type) == ("e", "T", "Words", "Event")
    assert dict(row.extra)["place"] == "Here"
    assert not row.has_acl
    assert row.listed
    assert row.is_live(datetime(2026, 6, 1, tzinfo=UTC))
    assert not row.is_live(datetime(2027, 6, 1, tzinfo=UTC))
    assert Listed() == Listed()


def test_a_server_without_this_package_can_read_it():
    event = Event(title="T", place="Here", starts="2026-01-01T00:00+02:00")
    event.publish()
    named = [
        argument.split(" ")[0]
        for code, argument, _ in pickletools.genops(pickle.dumps(row_of(event), 3))
        if code.name == "GLOBAL"
    ]
    assert set(named) <= {"datetime"}


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("  two \n words ", 20, "two words"),
        ("one two three", 9, "one two\u2026"),
        ("one two three", 8, "one two\u2026"),
        ("one, two three", 7, "one\u2026"),
        ("x" * 20, 10, "x" * 9 + "\u2026"),
        ("exactly ten", 11, "exactly ten"),
    ],
)
def test_shortened(text, limit, expected):
    assert shortened(text, limit) == expected
    assert len(shortened(text, limit)) <= limit

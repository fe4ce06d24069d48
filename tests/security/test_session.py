"""Sessions as they are kept: named by chance, known by a digest, and over when they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contentsite.security.session import (
    LENGTH,
    begin_session,
    digest,
    end_session,
    holds,
    is_name,
    is_to_be_noted,
    new_name,
    note_seen,
    session_of,
    sweep_sessions,
)
from contentsite.security.user import User
from contentsite.settings import SecuritySettings

NOW = datetime(2030, 1, 1, tzinfo=UTC)
LIMITS = SecuritySettings(secret="s" * 40, session_idle=60, session_age=10)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def work():
    return {}


@pytest.fixture
def ada():
    return User(name="ada")


def begun(work, user, now=NOW):
    return begin_session(work, user, now, "192.0.2.1", "Browser " * 100)


def test_a_name_is_long_and_never_the_same(work, ada):
    """ASVS 7.2.3."""
    names = {begun(work, ada) for _ in range(100)} | {new_name() for _ in range(100)}
    assert len(names) == 200
    assert all(len(name) == LENGTH and is_name(name) for name in names)


@pytest.mark.parametrize(
    "text",
    ["", "x", "x" * 42, "x" * 44, "é" * 43, "x" * 42 + "=", "x" * 42 + "\n", " " * 43, "-" * 43],
)
def test_what_is_no_name(text):
    assert not is_name(text)


def test_the_database_has_digests_only(work, ada):
    name = begun(work, ada)
    assert name not in repr(list(work.values()))
    assert list(work["contentsite.sessions"]) == [digest(name)]
    assert session_of(work, digest(name)) is None


def test_what_is_known_of_it(work, ada):
    session = session_of(work, begun(work, ada))
    assert (session.user, session.epoch, session.begun, session.seen) == (ada.uid, 0, NOW, NOW)
    assert session.address == "192.0.2.1"
    assert len(session.agent) == 200


@pytest.mark.parametrize(
    ("after", "is_open"),
    [(0 * MINUTE, True), (HOUR, True), (HOUR + timedelta(seconds=1), False), (-HOUR, True)],
)
def test_it_is_open_for_an_hour(work, ada, after, is_open):
    session = session_of(work, begun(work, ada))
    assert holds(session, ada, NOW + after, LIMITS) is is_open


def test_it_ends_at_its_age_although_it_is_used(work, ada):
    name = begun(work, ada)
    note_seen(work, name, NOW + 10 * HOUR)
    assert holds(session_of(work, name), ada, NOW + 10 * HOUR, LIMITS)
    assert not holds(session_of(work, name), ada, NOW + 10 * HOUR + MINUTE, LIMITS)


def test_it_is_its_users_alone(work, ada):
    session = session_of(work, begun(work, ada))
    assert not holds(session, None, NOW, LIMITS)
    ada.enabled = False
    assert not holds(session, ada, NOW, LIMITS)
    ada.enabled = True
    ada.end_sessions()
    assert not holds(session, ada, NOW, LIMITS)


def test_an_epoch_does_not_come_again(ada):
    found = [ada.epoch]
    for _ in range(5):
        ada.end_sessions()
        found.append(ada.epoch)
    assert sorted(set(found)) == found


def test_noting_does_not_go_back_and_makes_none(work, ada):
    name = begun(work, ada)
    note_seen(work, name, NOW + HOUR)
    note_seen(work, name, NOW)
    assert session_of(work, name).seen == NOW + HOUR
    end_session(work, name)
    note_seen(work, name, NOW)
    end_session(work, name)
    assert session_of(work, name) is None


def test_it_is_noted_now_and_then(work, ada):
    session = session_of(work, begun(work, ada))
    assert not is_to_be_noted(session, NOW + 5 * MINUTE, LIMITS)
    assert is_to_be_noted(session, NOW + 6 * MINUTE, LIMITS)
    short = LIMITS.model_copy(update={"session_idle": 1})
    assert is_to_be_noted(session, NOW + timedelta(seconds=16), short)


def test_old_ones_are_swept(work, ada):
    old, idle, used = (
        begun(work, ada),
        begun(work, ada, NOW + 8 * HOUR),
        begun(work, ada, NOW + 8 * HOUR),
    )
    now = NOW + 10 * HOUR + MINUTE
    for name in (old, used):
        note_seen(work, name, now)
    assert sweep_sessions(work, now, LIMITS) == 2
    assert [session_of(work, name) is None for name in (old, idle, used)] == [True, True, False]
    assert sweep_sessions(work, now, LIMITS) == 0


def test_one_that_begins_far_in_the_future_is_not_held(work, ada):
    """A clock that was wrong for a while must not leave sessions that last for years."""
    name = begun(work, ada, NOW + timedelta(days=400))
    assert not holds(session_of(work, name), ada, NOW, LIMITS)
    # an hour, as a clock is set back, does no harm
    assert holds(session_of(work, begun(work, ada, NOW + HOUR)), ada, NOW, LIMITS)
    assert sweep_sessions(work, NOW, LIMITS) == 1

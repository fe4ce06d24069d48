"""What was right a moment ago is not computed again, for a while."""

from __future__ import annotations

from contentsite.security.remembered import Remembered
from contentsite.security.user import User


def a_user(hashed="hash"):
    user = User(name="ada")
    user.password = hashed
    return user


def test_only_what_was_kept_is_known():
    recent, user = Remembered(), a_user()
    assert not recent.knows(user, "right")
    recent.keep(user, "right")
    assert recent.knows(user, "right")
    assert not recent.knows(user, "wrong")
    assert not recent.knows(a_user(), "right")


def test_another_password_ends_it():
    recent, user = Remembered(), a_user()
    recent.keep(user, "right")
    user.password = "another"
    assert not recent.knows(user, "right")
    user.password = None
    assert not recent.knows(user, "right")


def test_it_ends_after_some_minutes():
    now = 100.0
    recent, user = Remembered(seconds=300, clock=lambda: now), a_user()
    recent.keep(user, "right")
    now = 399.0
    assert recent.knows(user, "right")
    now = 400.0
    assert not recent.knows(user, "right")


def test_the_oldest_make_place():
    recent = Remembered(most=3)
    users = [a_user(f"hash {number}") for number in range(5)]
    for user in users:
        recent.keep(user, "right")
    assert len(recent) == 3
    assert [recent.knows(user, "right") for user in users] == [False, False, True, True, True]


def test_parts_do_not_run_into_each_other_and_no_password_is_kept():
    recent, user = Remembered(), a_user("ab")
    recent.keep(user, "correct horse")
    user.password = "a"
    assert not recent.knows(user, "bc")
    assert "correct horse" not in repr(vars(recent))


def test_half_of_a_character_pair_is_no_error():
    assert not Remembered().knows(a_user(), "\ud800")

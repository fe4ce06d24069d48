"""Tokens that people make for programs: what is kept, whom they name, and what they reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.security.decide import may
from contentsite.security.people import People
from contentsite.security.principal import Who
from contentsite.security.role import PERMISSIONS
from contentsite.security.token import (
    LONGEST,
    MOST,
    NoToken,
    end_access,
    is_token,
    make_token,
    tokens_of,
    who_has,
)
from contentsite.security.unfit import Unfit
from contentsite.security.user import User
from contentsite.types.site import Site
from contentsite.workflow.simple import SIMPLE

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def people() -> People:
    return People(Site(title="A site"))


@pytest.fixture
def ada(people: People) -> User:
    return people.add(User(name="ada", title="Ada"))


def test_who_has_a_token_is_its_user_within_its_scope(people: People, ada: User) -> None:
    token, secret = make_token(ada, " nightly  import ", ["edit"], NOW, 30)
    assert is_token(secret)
    assert token.name == "nightly import"
    who = who_has(people, secret, NOW)
    assert (who.uid, who.name) == (ada.uid, "ada")
    assert who.principals == people.who(ada).principals
    assert who.scope == {"view", "edit"}
    assert people.who(ada).scope is None


def test_the_secret_is_kept_nowhere(ada: User) -> None:
    _token, secret = make_token(ada, "x", [], NOW, 1)
    assert secret.rpartition("_")[2] not in repr(ada.__getstate__())
    assert secret not in repr(tokens_of(ada))


def test_it_ends(people: People, ada: User) -> None:
    _token, secret = make_token(ada, "x", [], NOW, 2)
    assert who_has(people, secret, NOW + timedelta(days=2, seconds=-1)).uid == ada.uid
    with pytest.raises(NoToken, match="ended on 2026-11-03"):
        who_has(people, secret, NOW + timedelta(days=2))
    with pytest.raises(NoToken):
        # the clock was wrong when it was made
        who_has(people, secret, NOW - timedelta(days=LONGEST))


@pytest.mark.parametrize(
    "end",
    [
        lambda people, user: end_access(user, tokens_of(user)[0].uid),
        lambda people, user: user.set_password("another"),
        lambda people, user: user.end_sessions(),
        lambda people, user: people.enable(user, enabled=False),
        lambda people, user: people.remove(user),
    ],
)
def test_it_is_ended(people: People, ada: User, end) -> None:
    _token, secret = make_token(ada, "x", PERMISSIONS, NOW, 2)
    end(people, ada)
    with pytest.raises(NoToken, match="taken away"):
        who_has(people, secret, NOW)


def test_one_is_taken_away_and_no_other(people: People, ada: User) -> None:
    first, one = make_token(ada, "one", [], NOW, 2)
    _second, other = make_token(ada, "other", [], NOW, 2)
    assert end_access(ada, first.uid) == first
    assert end_access(ada, first.uid) is None
    assert [each.name for each in tokens_of(ada)] == ["other"]
    assert who_has(people, other, NOW).uid == ada.uid
    with pytest.raises(NoToken):
        who_has(people, one, NOW)


def test_that_of_another_is_none(people: People, ada: User) -> None:
    ben = people.add(User(name="ben"))
    _token, secret = make_token(ada, "x", [], NOW, 2)
    with pytest.raises(NoToken):
        who_has(people, secret.replace(ada.uid, ben.uid), NOW)


@pytest.mark.parametrize(
    ("name", "scope", "days"),
    [
        ("", [], 1),
        ("   ", [], 1),
        ("n" * 101, [], 1),
        ("taken", [], 1),
        ("x", ["account"], 1),
        ("x", ["rule"], 1),
        ("x", [], 0),
        ("x", [], LONGEST + 1),
    ],
)
def test_what_is_refused(ada: User, name: str, scope: list[str], days: int) -> None:
    make_token(ada, "taken", [], NOW, 1)
    with pytest.raises(Unfit):
        make_token(ada, name, scope, NOW, days)
    assert len(tokens_of(ada)) == 1


def test_so_many_and_no_more(ada: User) -> None:
    for number in range(MOST):
        make_token(ada, f"{number}", [], NOW, 1)
    with pytest.raises(Unfit, match=f"{MOST} tokens"):
        make_token(ada, "one more", [], NOW, 1)


@given(st.text(max_size=100))
def test_whatever_is_sent_is_no_token(text: str) -> None:
    people = People(Site(title="A site"))
    with pytest.raises(NoToken):
        who_has(people, text, NOW)


@given(st.sets(st.sampled_from(PERMISSIONS)), st.sampled_from(PERMISSIONS))
def test_nothing_goes_beyond_the_scope_nor_beyond_the_rights(scope: set[str], asked: str) -> None:
    site = Site(title="A site")
    site.acl = (("allow", "user:m", "Manager"), ("allow", "user:e", "Editor"))
    for uid in ("m", "e", "nobody"):
        full = Who(uid, uid, uid, frozenset({"everyone", f"user:{uid}"}))
        bound = Who(uid, uid, uid, full.principals, scope=frozenset(scope))
        rules = {SIMPLE.name: SIMPLE}
        own = may(site, full, asked, NOW, rules)
        assert may(site, bound, asked, NOW, rules) == (own and asked in scope)

"""Tries by account and by address: counted, refused with a time to wait, and forgotten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.security.throttle import Buckets, Limit, Throttle, network_of

HOUR = 3_600
THROTTLE = Throttle(b"secret", Limit(5, 600), Limit(20, 600))


def tries(buckets, count, account="ada", address="192.0.2.1", now=1_000_000.0):
    """Try so often at once; return what each was told."""
    return [THROTTLE.attempt(buckets, account, address, now) for _ in range(count)]


def test_by_account():
    buckets = Buckets()
    assert tries(buckets, 6) == [0, 0, 0, 0, 0, 120]
    # from everywhere
    assert tries(buckets, 1, address="198.51.100.7") == [120]
    assert tries(buckets, 1, account="ben") == [0]


def test_by_address():
    buckets = Buckets()
    for number in range(20):
        assert tries(buckets, 1, account=f"user {number}") == [0]
    assert tries(buckets, 1, account="one more") == [30]
    assert tries(buckets, 1, account="one more", address="192.0.2.2") == [0]


def test_one_who_waits_as_told_may_try_again():
    buckets = Buckets()
    tries(buckets, 5)
    assert tries(buckets, 1, now=1_000_000 + 119)[0] == 1
    assert tries(buckets, 2, now=1_000_000 + 120) == [0, 120]
    assert tries(buckets, 6, now=1_000_000 + HOUR) == [0, 0, 0, 0, 0, 120]


def test_refused_tries_do_not_prolong_the_wait_and_write_nothing():
    buckets = Buckets()
    tries(buckets, 5)
    before = dict(buckets)
    assert set(tries(buckets, 100)) == {120}
    assert dict(buckets) == before


def test_a_success_clears_the_account_and_not_the_address():
    buckets = Buckets()
    for number in range(4):
        tries(buckets, 4, account=f"user {number}")
    tries(buckets, 4)
    THROTTLE.succeeded(buckets, "ada", "192.0.2.1", 1_000_000.0)
    # 20 of 20 were used, and the one that succeeded came back
    assert tries(buckets, 2) == [0, 30]


def test_successes_alone_never_fill_an_address():
    buckets = Buckets()
    for _ in range(100):
        assert tries(buckets, 1) == [0]
        THROTTLE.succeeded(buckets, "ada", "192.0.2.1", 1_000_000.0)
    assert len(buckets) == 0


def test_the_case_of_a_name_and_spaces_around_it_do_not_matter():
    buckets = Buckets()
    tries(buckets, 5)
    assert tries(buckets, 1, account=" ADA ") == [120]


@pytest.mark.parametrize("back", [1, 300, 600, HOUR, 10 * 365 * 24 * HOUR])
def test_a_clock_set_back_locks_nobody_out_for_long(back):
    buckets = Buckets()
    tries(buckets, 5)
    now = 1_000_000.0 - back
    told = tries(buckets, 1, now=now)[0]
    assert told == (120 if back <= 600 else 0)
    # twice the time of the limit at most
    assert tries(buckets, 1, now=now + 1_200) == [0]


def test_a_clock_set_forward_and_back():
    buckets = Buckets()
    tries(buckets, 5, now=1_000_000.0 + HOUR)
    assert tries(buckets, 1) == [0]
    assert len(buckets) == 2


def test_old_buckets_are_dropped():
    buckets = Buckets()
    for number in range(300):
        tries(buckets, 1, account=f"user {number}", address=f"192.0.{number // 200}.{number % 200}")
    assert len(buckets) == 600
    assert THROTTLE.sweep(buckets, 1_000_000.0 + 60) == 300
    assert THROTTLE.sweep(buckets, 1_000_000.0 + 120) == 300
    assert len(buckets) == 0


def test_a_flood_of_names_and_addresses_stays_bounded_without_a_sweep():
    buckets = Buckets()
    for number in range(5_000):
        # ten a second; a bucket of one try holds for 120 or 30 seconds
        address = f"2001:db8:{number:x}::1"
        tries(buckets, 1, account=f"user {number}", address=address, now=1_000_000.0 + number / 10)
    alive = 1_200 + 300
    assert alive <= len(buckets) < 2 * alive


def test_what_was_typed_is_not_kept():
    buckets = Buckets()
    tries(buckets, 1, account="my own password", address="192.0.2.1")
    assert "password" not in repr(dict(buckets))
    assert "192.0.2" not in repr(dict(buckets))
    other = Throttle(b"another", *(Limit(5, 600), Limit(20, 600)))
    known = set(buckets)
    other.attempt(buckets, "my own password", "192.0.2.1", 1_000_000.0)
    assert not known & (set(buckets) - known)
    assert len(buckets) == 4


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:/run/site.sock", "unix:/run/site.sock"),
    ],
)
def test_networks(address, network):
    assert network_of(address) == network


@given(st.text(), st.text(), st.floats(0, 4e9))
def test_any_text_is_an_account_and_an_address(account, address, now):
    buckets = Buckets()
    assert THROTTLE.attempt(buckets, account, address, now) == 0
    THROTTLE.succeeded(buckets, account, address, now)
    assert len(buckets) == 0


def test_half_of_a_character_pair_is_no_error():
    assert THROTTLE.attempt(Buckets(), "\ud800", "\ud800", 0.0) == 0


@given(st.lists(st.floats(0, 100), max_size=60))
def test_never_more_tries_than_the_limit_allows(pauses):
    buckets, now, let_in = Buckets(), 0.0, 0
    for pause in pauses:
        now += pause
        let_in += THROTTLE.attempt(buckets, "ada", str(now), now) == 0
    assert let_in <= 5 + now / 120 + 1e-6

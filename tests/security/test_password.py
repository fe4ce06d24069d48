"""Passwords: hashed by RFC 9106, equal in time for nobody, and refused when they are common."""

from __future__ import annotations

from typing import Any

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from contentsite.security import password
from contentsite.security.password import (
    COMMON,
    NOBODYS,
    check_password,
    hash_password,
    is_common,
    needs_upgrade,
    opaque,
    verify,
)

RIGHT = "nine owls by the quay"


REAL = password.HASHER


@pytest.fixture(scope="module", autouse=True)
def _real_parameters():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(password, "HASHER", REAL)
        patched.setattr(password, "NOBODYS", NOBODYS)
        yield


@pytest.fixture(scope="module")
def hashed(_real_parameters):
    return hash_password(RIGHT)


def test_the_parameters_are_the_second_recommended_option_of_rfc_9106(hashed):
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_salt_of_its_own(hashed):
    assert hash_password(RIGHT) != hashed


def test_right_and_wrong(hashed):
    assert verify(hashed, RIGHT)
    assert not verify(hashed, RIGHT + " ")
    assert not verify(hashed, RIGHT.upper())
    assert not verify(hashed, "")


def test_nobody_has_a_password():
    assert not verify(None, RIGHT)
    assert not verify(None, "")


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$v=19$m=65536,t=3,p=4$AAAA", "$2b$12$abc"])
def test_a_broken_hash_lets_nobody_in(broken):
    assert not verify(broken, RIGHT)


def test_nothing_is_cut(hashed):
    """ASVS 6.2.8."""
    long = "a long sentence " * 60
    own = hash_password(long)
    assert verify(own, long)
    assert not verify(own, long[:-1])
    assert not verify(hashed, "x" * 10_000_000)


def test_unknown_users_take_the_same_time(hashed, monkeypatch):
    """ASVS 6.3.8: counted, not measured: one hash with the same parameters and password each."""
    hashes = []

    class Counting(PasswordHasher):
        def verify(self, *given: Any) -> Any:
            hashes.append((given[0].rsplit("$", 2)[0], given[1]))
            return super().verify(*given)

    monkeypatch.setattr(password, "HASHER", Counting.from_parameters(RFC_9106_LOW_MEMORY))
    for stored in (hashed, None):
        assert not verify(stored, "a wrong password")
    known, unknown = hashes
    assert known == unknown


def test_the_hash_for_nobody_has_todays_parameters(hashed):
    assert not needs_upgrade(NOBODYS)
    assert [len(part) for part in NOBODYS.split("$")] == [len(part) for part in hashed.split("$")]


def test_a_hash_with_other_parameters_is_to_be_upgraded(hashed):
    assert not needs_upgrade(hashed)
    weaker = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(RIGHT)
    assert needs_upgrade(weaker)
    assert verify(weaker, RIGHT)


def test_unicode_is_normalised_as_rfc_8265_says(hashed):
    assert opaque("caf\u0065\u0301") == "caf\u00e9"
    assert opaque("a\u00a0b\u2003c\u3000d") == "a b c d"
    # neither case nor width is folded: that would make passwords weaker
    assert opaque("Ａb") == "Ａb"
    assert verify(hash_password("neun Eulen am Kaf\u00e9"), "neun Eulen am Kafe\u0301")


def test_half_of_a_character_pair_is_wrong_and_no_error(hashed):
    assert not verify(hashed, "\ud800")
    assert not verify(None, "\ud800")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "at least 10"),
        ("123456789", "at least 10"),
        ("e\u0301" * 5, "at least 10"),
        ("x y" * 400, "at most 1,000"),
        ("nine owls\nby the quay", "control characters"),
        ("nine owls\x00by the quay", "control characters"),
        ("nine owls by \ud800", "control characters"),
        ("password123", "many people"),
        ("PassWord123", "many people"),
        (" qwertyuiop ", "many people"),
        ("aaaaaaaaaaaaaaa", "many people"),
        ("         x", "many people"),
        ("Ada.Lovelace", "your name"),
        ("ada.novak.1815@example.org", "your name"),
        ("ADA.NOVAK.1815", "your name"),
    ],
)
def test_passwords_that_are_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        check_password(text, "ada.lovelace", "ada.novak.1815@example.org")


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        "0" * 9 + "1f-",
        "日本語のパスワードです",
        "q" * 999 + "x",
        "<script>'\"%s{0}",
    ],
)
def test_passwords_that_are_taken(text):
    """ASVS 6.2.5: no rules of composition."""
    check_password(text, "ada", "ada@example.org")


def test_a_name_of_nothing_forbids_nothing():
    check_password(RIGHT, "", "")


def test_the_list_of_common_passwords():
    """ASVS 6.2.4: at least the 3,000 most common that fit the rules."""
    lines = [line for line in COMMON.read_text(encoding="utf-8").splitlines() if line[:2] != "# "]
    assert len(lines) == len(set(lines)) >= 3_000
    assert all(len(line) >= 10 and line == opaque(line.strip()).casefold() for line in lines)
    assert is_common("1234567890")
    assert not is_common("")
    assert not is_common("# zxcvbn")


def test_hashing_goes_through_the_gate(monkeypatch):
    class Closed:
        def run(self, compute):
            raise RuntimeError

    monkeypatch.setattr(password, "GATE", Closed())
    for call in (lambda: hash_password(RIGHT), lambda: verify(None, RIGHT)):
        with pytest.raises(RuntimeError):
            call()

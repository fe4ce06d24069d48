"""Holes at the door: where somebody is led after it, what its answers tell, and what they cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from argon2 import PasswordHasher

from contentsite.security import authenticate, password
from contentsite.security.password import hash_password
from contentsite.security.people import people_of
from contentsite.testing import Browser, add_user, site_app
from contentsite.tree.root import Root

PASSWORD = "nine owls by the quay"


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Root, Browser]]:
    monkeypatch.setattr(password, "HASHER", PasswordHasher(1, 8, 1))
    with site_app(contentsite__security__tries_account="100") as (site, browser):
        for name in ("ada", "disabled"):
            user = add_user(site, name, mail=f"{name}@example.org", title="Ada Novak")
            user.set_password(hash_password(PASSWORD))
        disabled = people_of(site).named("disabled")
        assert disabled is not None
        people_of(site).enable(disabled, enabled=False)
        add_user(site, "bare")
        browser.commit()
        yield site, browser


ELSEWHERE = (
    "//evil.example",
    "/\\evil.example",
    "/\tevil.example",
    "/\t/evil.example",
    " https://evil.example",
    "https:evil.example",
    "https://evil.example",
    "\x01//evil.example",
    "//localhost@evil.example",
    "http://localhost.evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "\u3000//evil.example",
    "javascript:alert(1)",
    "/\u2215\u2215evil.example",
    "/\ud7ff",
    "/a\r\nX-Evil: 1",
)


@pytest.mark.parametrize("given", ELSEWHERE)
def test_open_redirect_came_from(door: tuple[Root, Browser], given: str) -> None:
    """SAFETY: open redirect; ASVS 3.7.2: after signing in, and for who is signed in already."""
    _site, browser = door
    form = browser.get(f"/@@sign-in?came_from={quote(given)}").forms[0]
    form["name"], form["password"] = "ada", PASSWORD
    answers = [
        form.submit(status=303),
        browser.get(f"/@@sign-in?came_from={quote(given)}", status=303),
    ]
    for answer in answers:
        assert urlsplit(answer.headers["Location"]).netloc == "localhost"
        assert "X-Evil" not in answer.headers
        assert answer.headers["Location"].isascii()


def test_open_redirect_by_doubled_slashes(door: tuple[Root, Browser]) -> None:
    _site, browser = door
    for path in (
        "//evil.example/",
        "//evil.example/%2e%2e/",
        "/%5cevil.example//",
        "/@@sign-in//evil.example/",
    ):
        answer = browser.get(path, status="*")
        location = answer.headers.get("Location", "http://localhost/")
        assert urlsplit(location).netloc == "localhost", path


def answered(browser: Browser, name: str, given: str) -> tuple[Any, ...]:
    """Return all that an answer to a sign-in tells, but for what was typed and the number of the request."""
    browser.reset()
    answer = browser.post("/@@sign-in", {"name": name, "password": given}, status="*")
    number = answer.headers.pop("X-Request-Id")
    answer.headers.pop("Set-Cookie", None)
    body = answer.text.replace(number, "").replace(f'value="{name}"', "")
    body = re.sub(r'csrf_token" value="[0-9a-f]+"', "", body)
    return answer.status_int, re.sub(r"Content-Length.*", "", str(answer.headers)), body


def test_information_leaks_user_names_at_the_door(door: tuple[Root, Browser]) -> None:
    """SAFETY: information leaks; ASVS 6.3.8: whoever cannot sign in learns nothing, not even why."""
    _site, browser = door
    cases = [
        ("ada", "wrong"),
        ("disabled", PASSWORD),
        ("disabled", "wrong"),
        ("nobody", PASSWORD),
        ("bare", PASSWORD),
        ("bare", ""),
        ("ada@example.org", "wrong"),
        ("nobody@example.org", "wrong"),
    ]
    told = {answered(browser, name, given)[2] for name, given in cases}
    assert len(told) == 1
    assert {answered(browser, name, given)[0] for name, given in cases} == {422}


def test_timing_known_and_unknown_users_cost_the_same_hash(
    door: tuple[Root, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """ASVS 6.3.8: counted, not measured: one hash with the same parameters and the same password each."""
    _site, browser = door
    hashes: list[tuple[str, bytes]] = []

    class Counting(PasswordHasher):
        def verify(self, *given: Any) -> Any:
            hashes.append((given[0].rsplit("$", 2)[0], given[1]))
            return super().verify(*given)

    monkeypatch.setattr(password, "HASHER", Counting(1, 8, 1))
    monkeypatch.setattr(password, "NOBODYS", PasswordHasher(1, 8, 1).hash("somebody"))
    for name in ("ada", "disabled", "nobody", "bare", "ada@example.org", "x" * 5_000, "\x00"):
        browser.post("/@@sign-in", {"name": name, "password": "wrong"}, status=422)
    assert len(hashes) == 7
    assert len(set(hashes)) == 1


def test_timing_nobodys_hash_has_the_parameters_of_everybodys() -> None:
    assert password.NOBODYS.rsplit("$", 2)[0] == password.HASHER.hash("x" * 10).rsplit("$", 2)[0]


def test_dos_a_password_of_thousands_of_characters_costs_no_hash(
    door: tuple[Root, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SAFETY: DoS by cheap requests: for a known user as for an unknown one."""
    _site, browser = door
    monkeypatch.setattr(password, "_matches", lambda _hashed, _text: pytest.fail("hashed"))
    for name in ("ada", "nobody"):
        browser.post("/@@sign-in", {"name": name, "password": "x" * 5_000}, status=422)


def test_brute_force_is_slowed_for_each_account_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """ASVS 6.3.1, 2.4.1; whether or not there is such an account."""
    monkeypatch.setattr(authenticate, "verify", lambda _hashed, _text: False)
    with site_app() as (site, browser):
        add_user(site, "ada")
        browser.commit()
        for name in ("ada", "nobody"):
            statuses = [
                browser.post(
                    "/@@sign-in", {"name": each, "password": str(n)}, status="*"
                ).status_int
                for n, each in enumerate((name, name.upper(), f" {name} ") * 4)
            ]
            assert statuses == [422] * 10 + [429] * 2


def test_brute_force_by_name_and_by_mail_address_is_of_one_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """ASVS 6.3.1: two ways to say who one is are not two lots of tries."""
    monkeypatch.setattr(authenticate, "verify", lambda _hashed, _text: False)
    with site_app() as (site, browser):
        add_user(site, "ada", mail="ada@example.org")
        browser.commit()
        statuses = [
            browser.post("/@@sign-in", {"name": each, "password": "x"}, status="*").status_int
            for each in ("ada", "ada@example.org") * 6
        ]
        assert statuses == [422] * 10 + [429] * 2


def test_brute_force_from_one_address_over_many_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Password spraying: the address is counted, too."""
    monkeypatch.setattr(authenticate, "verify", lambda _hashed, _text: False)
    with site_app() as (_site, browser):
        environ = {"REMOTE_ADDR": "192.0.2.1"}
        statuses = [
            browser.post(
                "/@@sign-in", {"name": f"u{n}", "password": "x"}, extra_environ=environ, status="*"
            ).status_int
            for n in range(52)
        ]
        assert statuses == [422] * 50 + [429] * 2
        other = {"REMOTE_ADDR": "192.0.2.2"}
        browser.post("/@@sign-in", {"name": "u1", "password": "x"}, extra_environ=other, status=422)


def test_a_refused_sign_in_leaves_no_password_behind(
    door: tuple[Root, Browser], caplog: pytest.LogCaptureFixture
) -> None:
    """ASVS 16.2.5: neither in an answer, nor in the log."""
    _site, browser = door
    caplog.set_level("DEBUG")
    answer = browser.post("/@@sign-in", {"name": "ada", "password": "geheim-7531"}, status=422)
    assert "geheim-7531" not in answer.text
    assert "geheim-7531" not in caplog.text


def test_header_injection_in_all_that_is_led_to(door: tuple[Root, Browser]) -> None:
    """SAFETY: header injection."""
    _site, browser = door
    for path in ("/a%0d%0aX-Evil:1//", "/a/%0aX-Evil:1/", "/none?came_from=%0d%0aX-Evil:1"):
        answer = browser.get(path, status="*")
        assert "X-Evil" not in answer.headers

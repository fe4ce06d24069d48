"""Who makes a request: a session's cookie, or HTTP Basic over https."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from argon2 import PasswordHasher

from contentsite.security import authenticate
from contentsite.security.audit.search import Wanted, search
from contentsite.security.gate import Busy
from contentsite.security.password import hash_password, needs_upgrade
from contentsite.security.people import people_of
from contentsite.security.remembered import Remembered
from contentsite.security.user import User
from contentsite.storage.connection import in_work
from contentsite.testing import Browser, add_user, site_app
from contentsite.tree.root import Root

PASSWORD = "nine owls by the quay"
TLS = {"wsgi.url_scheme": "https"}


class Desk(NamedTuple):
    site: Root
    browser: Browser
    ada: User


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A site with one Manager; nothing is remembered of other tests."""
    monkeypatch.setattr(authenticate, "_RECENT", Remembered())
    with site_app() as (site, browser):
        ada = add_user(site, "ada", "Manager", mail="ada@example.org")
        ada.set_password(hash_password(PASSWORD))
        browser.commit()
        yield Desk(site, browser, ada)


def basic(name: str = "ada", password: str = PASSWORD) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each password that is compared with a hash."""
    calls: list[str] = []
    verify = authenticate.verify

    def counting(stored: str | None, text: str) -> bool:
        calls.append(text)
        return verify(stored, text)

    monkeypatch.setattr(authenticate, "verify", counting)
    return calls


def test_basic_is_taken_over_https(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = hashed(monkeypatch)
    for _ in range(3):
        answer = desk.browser.get("/@@audit", headers=basic(), extra_environ=TLS)
        assert answer.status_int == 200
        assert answer.headers["Cache-Control"] == "no-store"
    # the next ones were not paid for
    assert len(calls) == 1


def test_basic_is_not_taken_over_http(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = hashed(monkeypatch)
    for path in ("/", "/@@audit", "/@@sign-in", "/none"):
        answer = desk.browser.get(path, headers=basic(), status=401)
        assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert calls == []


@pytest.mark.parametrize(
    "given",
    [
        {"Authorization": ""},
        {"Authorization": "Basic"},
        {"Authorization": "Basic ###"},
        {"Authorization": "Basic " + b64encode(b"ada").decode()},
        {"Authorization": "Basic " + b64encode(b"\xff:\xff").decode()},
        {"Authorization": "Bearer " + b64encode(b"ada:x").decode()},
        {"Authorization": "Negotiate x"},
    ],
)
def test_what_are_no_credentials(desk: Desk, given: dict[str, str]) -> None:
    answer = desk.browser.get("/", headers=given, extra_environ=TLS, status=401)
    assert "WWW-Authenticate" in answer.headers


def test_wrong_ones_are_all_answered_alike(desk: Desk) -> None:
    ben = add_user(desk.site, "ben")
    cas = add_user(desk.site, "cas", "Manager")
    cas.set_password(hash_password(PASSWORD))
    people_of(desk.site).enable(cas, enabled=False)
    desk.browser.commit()
    answers = [
        desk.browser.get("/", headers=basic(*given), extra_environ=TLS, status=401)
        for given in (("ada", "wrong"), ("nobody", PASSWORD), ("cas", PASSWORD), (ben.name, ""))
    ]
    numbers = [answer.headers.pop("X-Request-Id") for answer in answers]
    bodies = {a.text.replace(n, "") for a, n in zip(answers, numbers, strict=True)}
    assert len(bodies) == 1
    assert len({str(answer.headers) for answer in answers}) == 1


def test_trying_is_throttled(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authenticate, "verify", lambda _hashed, _text: False)
    statuses = [
        desk.browser.get(
            "/", headers=basic(password=f"{n}"), extra_environ=TLS, status="*"
        ).status_int
        for n in range(12)
    ]
    assert statuses == [401] * 10 + [429] * 2
    answer = desk.browser.get("/", headers=basic(), extra_environ=TLS, status=429)
    assert int(answer.headers["Retry-After"]) > 0


def test_it_ends_with_another_password(desk: Desk) -> None:
    desk.browser.get("/@@audit", headers=basic(), extra_environ=TLS)
    desk.ada.set_password(hash_password("four plain words here"))
    desk.browser.commit()
    desk.browser.get("/@@audit", headers=basic(), extra_environ=TLS, status=401)


def test_it_ends_when_disabled(desk: Desk) -> None:
    add_user(desk.site, "eve", "Manager").set_password("x")
    desk.browser.get("/@@audit", headers=basic(), extra_environ=TLS)
    other = people_of(desk.site).named("eve")
    assert other is not None
    people_of(desk.site).enable(desk.ada, enabled=False)
    desk.browser.commit()
    desk.browser.get("/@@audit", headers=basic(), extra_environ=TLS, status=401)


def test_a_cookie_beside_it_does_not_count(desk: Desk) -> None:
    ben = add_user(desk.site, "ben")
    ben.set_password(hash_password(PASSWORD))
    desk.browser.commit()
    desk.browser.sign_in(desk.ada)
    # ben is nobody here, whoever the cookie names
    desk.browser.get("/@@audit", headers=basic("ben"), extra_environ=TLS, status=403)
    desk.browser.get("/@@audit", headers=basic("ben", "wrong"), extra_environ=TLS, status=401)
    desk.browser.get("/@@audit", headers=basic(), status=401)


def test_a_script_needs_no_token_and_a_browser_that_was_misled_is_refused(desk: Desk) -> None:
    plain = {**basic(), "X-CSRF-Token": "none"}
    desk.browser.post("/@@jobs", {}, headers=plain, extra_environ=TLS, status=400)
    for header in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        desk.browser.post("/@@jobs", {}, headers={**plain, **header}, extra_environ=TLS, status=403)


@pytest.mark.parametrize("given", [basic(), {"Authorization": "Basic zzz"}])
@pytest.mark.parametrize("environ", [TLS, {}])
def test_what_another_site_sends_is_refused_before_anybody_is_asked_who_he_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], environ: Any
) -> None:
    calls = hashed(monkeypatch)
    headers = {**given, "Origin": "https://evil.example"}
    desk.browser.post("/@@jobs", {}, headers=headers, extra_environ=environ, status=403)
    assert calls == []


def test_too_many_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_hashed: str | None, _text: str) -> bool:
        raise Busy(2)

    monkeypatch.setattr(authenticate, "verify", busy)
    answer = desk.browser.get("/", headers=basic(), extra_environ=TLS, status=503)
    assert answer.headers["Retry-After"] == "2"


def test_a_visitor_opens_no_work_database(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_request: Any) -> Any:
        raise AssertionError("asked")

    monkeypatch.setattr("contentsite.web.request.work_of", refuse)
    desk.browser.get("/")


def test_an_old_hash_is_made_anew_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also by requests that only read, whose own transactions are rolled back."""
    desk.ada.password = PasswordHasher(1, 8, 1).hash(PASSWORD)
    before = desk.ada.epoch
    desk.browser.commit()
    calls = hashed(monkeypatch)
    for _ in range(4):
        desk.browser.get("/@@audit", headers=basic(), extra_environ=TLS)
    assert len(calls) <= 2
    desk.browser.commit()
    assert not needs_upgrade(desk.ada.password)
    # the same password: no session ends
    assert desk.ada.epoch == before


def test_who_cannot_make_it_anew_now_is_let_in_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_text: str) -> str:
        raise Busy(2)

    desk.ada.password = PasswordHasher(1, 8, 1).hash(PASSWORD)
    desk.browser.commit()
    monkeypatch.setattr(authenticate, "hash_password", busy)
    desk.browser.get("/@@audit", headers=basic(), extra_environ=TLS, status=200)


def test_a_name_that_nobody_has_is_not_written_down(desk: Desk) -> None:
    """ASVS 16.2.5: it may be a password that a script put into the wrong place."""
    for name in ("nine owls by mistake", "ADA"):
        desk.browser.get("/", headers=basic(name, "x"), extra_environ=TLS, status=401)
    names = in_work(
        desk.browser.app.registry,
        lambda work: {
            each.entry.name
            for each in search((work["contentsite.refusals"],), Wanted(action="failure"), 9).found
        },
    )
    assert names == {"ada", ""}

"""Sessions: what a stolen, cut, forged or old cookie is good for, and that forms are ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher

from contentsite.api.endpoint import endpoints_of
from contentsite.security import password
from contentsite.security.cookie import NAME, SECURE_NAME, token_of
from contentsite.security.csrf import HEADER
from contentsite.security.password import hash_password
from contentsite.security.people import people_of
from contentsite.security.session import SEEN_STEP, begin_session, new_name
from contentsite.storage.connection import ROOT_KEY, in_work
from contentsite.testing import SECRET, Browser, add_user, site_app
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.web.face import API
from contentsite.web.request import Request

PASSWORD = "nine owls by the quay"
TLS = {"wsgi.url_scheme": "https"}
IN, OUT = 200, 404


class Desk:
    """A site with a Manager, and a clock that can be set."""

    def __init__(self, site: Root, browser: Browser) -> None:
        self.site, self.browser = site, browser
        self.registry: Any = browser.app.registry
        self.now = datetime.now(UTC)
        self.ada = add_user(site, "ada", "Manager", title="Ada Novak")
        self.ada.set_password(hash_password(PASSWORD))
        add_user(site, "eve", "Manager")
        browser.commit()

    def sign_in(self, **options: Any) -> str:
        """Sign in by the form, and return the name of the session."""
        form = self.browser.get("/@@sign-in", **options).forms[0]
        form["name"], form["password"] = "ada", PASSWORD
        form.submit(status=303, **options)
        return self.name

    @property
    def name(self) -> str:
        """What the cookie names."""
        return str(self.browser.cookies.get(NAME, "")).strip('"')

    def seen(self, name: str | None = None) -> int:
        """Return the status of a page for Managers, asked with a cookie that names this session."""
        if name is not None:
            self.browser.reset()
            self.browser.set_cookie(NAME, name)
        return int(self.browser.get("/@@jobs", status="*").status_int)

    def later(self, **time: float) -> None:
        """Let time go by."""
        self.now += timedelta(**time)

    def sessions(self) -> int:
        """Count what is kept of sessions."""
        return in_work(self.registry, lambda work: len(work["contentsite.sessions"]))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords cheaply: what a hash costs is tested elsewhere."""
    monkeypatch.setattr(password, "HASHER", PasswordHasher(1, 8, 1))


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with site_app() as (site, browser):
        made = Desk(site, browser)
        monkeypatch.setattr(Request, "now", property(lambda _request: made.now))
        yield made


def test_the_story(desk: Desk) -> None:
    assert desk.seen() == OUT
    asked = desk.browser.get("/@@jobs", status=404).html.find("a", href=re.compile("@@sign-in"))
    form = desk.browser.get(asked["href"]).forms[0]
    form["name"], form["password"] = "ADA", PASSWORD
    answer = form.submit(status=303)
    assert answer.location == "http://localhost/@@jobs"
    assert "Jobs" in answer.follow()
    desk.browser.post("/@@sign-out", status=303)
    assert desk.seen() == OUT


def test_a_session_gets_a_name_of_its_own_at_each_sign_in(desk: Desk) -> None:
    """ASVS 7.2.4: the name that a browser had, or that somebody gave it, is not taken over."""
    given = new_name()
    desk.browser.set_cookie(NAME, given)
    names = [given, desk.sign_in()]
    desk.browser.post("/@@sign-out")
    names += [desk.name, desk.sign_in()]
    assert len(set(names)) == 4
    assert desk.seen(given) == OUT
    assert desk.seen(names[1]) == OUT
    assert desk.seen(names[2]) == OUT
    assert desk.seen(names[3]) == IN


def test_signing_in_again_ends_the_session_that_the_browser_had(desk: Desk) -> None:
    first = desk.sign_in()
    headers = {HEADER: token_of(SECRET, first)}
    desk.browser.post("/@@sign-in", {"name": "ada", "password": PASSWORD}, headers=headers)
    second = desk.name
    assert first != second
    assert desk.sessions() == 1
    assert (desk.seen(first), desk.seen(second)) == (OUT, IN)


def test_signing_out_ends_it_on_the_server(desk: Desk) -> None:
    """ASVS 7.4.1: the cookie is worth nothing afterwards."""
    name = desk.sign_in()
    desk.browser.post("/@@sign-out", status=303)
    assert desk.name not in ("", name)
    assert desk.seen(name) == OUT
    assert desk.sessions() == 0


def test_several_browsers_have_several_sessions(desk: Desk) -> None:
    first = desk.sign_in()
    desk.browser.reset()
    second = desk.sign_in()
    assert (desk.seen(first), desk.seen(second)) == (IN, IN)
    desk.seen(first)
    desk.browser.post("/@@sign-out", status=303)
    assert (desk.seen(first), desk.seen(second)) == (OUT, IN)


def test_another_password_ends_all(desk: Desk) -> None:
    """ASVS 7.4.3."""
    names = [desk.sign_in()]
    desk.browser.reset()
    names.append(desk.sign_in())
    desk.ada.set_password(hash_password("four plain words here"))
    desk.browser.commit()
    assert [desk.seen(name) for name in names] == [OUT, OUT]


def test_a_disabled_account_has_none(desk: Desk) -> None:
    """ASVS 7.4.2; enabling it does not bring the old ones back."""
    name = desk.sign_in()
    people = people_of(desk.site)
    people.enable(desk.ada, enabled=False)
    desk.browser.commit()
    assert desk.seen(name) == OUT
    people.enable(desk.ada, enabled=True)
    desk.browser.commit()
    assert desk.seen(name) == OUT


def test_a_user_who_is_removed_has_none(desk: Desk) -> None:
    name = desk.sign_in()
    people_of(desk.site).remove(desk.ada)
    desk.browser.commit()
    assert desk.seen(name) == OUT
    # the namesake is somebody else
    add_user(desk.site, "ada", "Manager")
    desk.browser.commit()
    assert desk.seen(name) == OUT


def test_a_role_that_is_taken_away_is_gone_at_once(desk: Desk) -> None:
    name = desk.sign_in()
    desk.site.acl = None
    desk.site.touch("acl")
    desk.browser.commit()
    assert desk.seen(name) == 403


@pytest.mark.parametrize(
    "change",
    [
        lambda name: name[:-1],
        lambda name: name + "A",
        lambda name: name[:-1] + ("A" if name[-1] != "A" else "B"),
        lambda name: name.swapcase(),
        lambda name: name[::-1],
        lambda name: "",
        lambda name: "A" * 43,
        lambda name: "=" * 43,
        lambda name: "../" + name[3:],
        lambda name: name + "; " + name,
        lambda name: " " + name,
    ],
)
def test_a_cookie_that_is_cut_or_forged_names_nobody(desk: Desk, change: Any) -> None:
    name = desk.sign_in()
    desk.browser.reset()
    header = {"Cookie": f"{NAME}={change(name)}"}
    # of two of one name the first counts; a blank is no part of it
    expected = (
        IN if change(name).strip().startswith(name + ";") or change(name) == f" {name}" else OUT
    )
    assert desk.browser.get("/@@jobs", headers=header, status="*").status_int == expected


def test_the_digest_that_the_database_keeps_is_no_name(desk: Desk) -> None:
    desk.sign_in()
    (kept,) = in_work(desk.registry, lambda work: list(work["contentsite.sessions"]))
    assert desk.seen(kept[:43]) == OUT


def test_it_ends_when_nobody_uses_it(desk: Desk) -> None:
    """ASVS 7.3.1."""
    desk.sign_in()
    for _ in range(3):
        desk.later(minutes=470)
        assert desk.seen() == IN
    desk.later(minutes=481)
    assert desk.seen() == OUT


def test_it_ends_at_its_age_however_much_it_is_used(desk: Desk) -> None:
    """ASVS 7.3.2."""
    desk.sign_in()
    for _ in range(168 // 4):
        assert desk.seen() == IN
        desk.later(hours=4)
    assert desk.seen() == IN
    desk.later(seconds=1)
    assert desk.seen() == OUT


def test_a_short_patience_holds_for_who_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    with site_app(contentsite__security__session_idle="2") as (site, browser):
        desk = Desk(site, browser)
        monkeypatch.setattr(Request, "now", property(lambda _request: desk.now))
        desk.sign_in()
        for _ in range(6):
            desk.later(minutes=1)
            assert desk.seen() == IN
        desk.later(minutes=3)
        assert desk.seen() == OUT


def test_a_clock_that_is_set_back_ends_nothing(desk: Desk) -> None:
    desk.sign_in()
    desk.later(hours=1)
    assert desk.seen() == IN
    desk.later(hours=-1)
    assert desk.seen() == IN
    desk.later(minutes=470)
    assert desk.seen() == IN


def test_reading_does_not_write_each_time(desk: Desk) -> None:
    desk.sign_in()
    work = desk.registry._zodb_databases["work"]
    before = work.lastTransaction()
    desk.later(minutes=4)
    assert desk.seen() == IN
    assert work.lastTransaction() == before
    desk.later(minutes=2)
    assert timedelta(minutes=5) == SEEN_STEP
    assert desk.seen() == IN
    assert work.lastTransaction() != before


def test_an_older_database_that_is_restored_revives_no_session(desk: Desk) -> None:
    """What was ended since stays ended, also when as many passwords have been set again as then."""
    then = desk.ada.epoch, desk.ada.password
    desk.ada.set_password(hash_password("four plain words here"))
    desk.browser.commit()
    stolen = in_work(desk.registry, lambda work: begin_session(work, desk.ada, desk.now, "", ""))
    assert desk.seen(stolen) == IN
    # the database of the day before
    desk.ada.epoch, desk.ada.password = then
    desk.browser.commit()
    assert desk.seen(stolen) == OUT
    desk.ada.set_password(hash_password("five other plain words"))
    desk.browser.commit()
    assert desk.seen(stolen) == OUT


def test_a_work_database_that_is_lost_signs_everybody_out_and_no_more(desk: Desk) -> None:
    name = desk.sign_in()

    def lose(work: Any) -> None:
        for key in list(work):
            if key.startswith(ROOT_KEY):
                del work[key]

    in_work(desk.registry, lose)
    assert desk.seen(name) == OUT
    desk.browser.reset()
    desk.sign_in()
    assert desk.seen() == IN


def cookie_of(answer: Any) -> str:
    """Return the session's cookie as an answer sets it."""
    (found,) = (each for each in answer.headers.getall("Set-Cookie") if NAME + "=" in each)
    return str(found)


def test_the_cookie_over_https(desk: Desk) -> None:
    """ASVS 3.3.1 to 3.3.4."""
    answer = desk.browser.get("/@@sign-in", extra_environ=TLS)
    cookie = cookie_of(answer)
    assert cookie.startswith(f"{SECURE_NAME}=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    # __Host-: of this host alone, so no domain; no date, so until the browser is closed
    assert parts == {"path=/", "secure", "httponly", "samesite=lax"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_cookie_over_http(desk: Desk) -> None:
    cookie = cookie_of(desk.browser.get("/@@sign-in"))
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith(f"{NAME}=")
    assert parts == {"path=/", "httponly", "samesite=lax"}


def test_a_cookie_of_http_is_none_over_https(desk: Desk) -> None:
    """Whoever can write cookies by http must not sign somebody in who comes by https."""
    name = desk.sign_in()
    assert desk.seen(name) == IN
    desk.browser.get("/@@jobs", extra_environ=TLS, status=404)
    header = {"Cookie": f"{SECURE_NAME}={name}"}
    desk.browser.reset()
    desk.browser.get("/@@jobs", headers=header, extra_environ=TLS, status=200)
    desk.browser.get("/@@jobs", headers=header, status=404)


def test_visitors_get_no_cookie(desk: Desk) -> None:
    for path in ("/", "/none", "/sitemap.xml", "/@@feed"):
        assert "Set-Cookie" not in desk.browser.get(path, status="*").headers


def test_what_somebody_sees_who_is_signed_in_stays_in_no_cache(desk: Desk) -> None:
    """ASVS 14.3.2."""
    desk.sign_in()
    for path in ("/", "/@@jobs", "/none", "/@@feed", "/@@sign-in", "/sitemap.xml"):
        answer = desk.browser.get(path, status="*")
        assert answer.headers["Cache-Control"] == "no-store", path


def test_no_cache_keeps_the_token_of_a_form(desk: Desk) -> None:
    for path in ("/@@sign-in", "/@@forgotten"):
        for _time in ("without a cookie", "with one"):
            answer = desk.browser.get(path)
            assert "csrf_token" in answer
            assert answer.headers["Cache-Control"] == "no-store"


def last(desk: Desk) -> bytes:
    tid: bytes = desk.registry._zodb_databases[""].lastTransaction()
    return tid


FORGED = (
    {HEADER: ""},
    {HEADER: "0" * 64},
    {HEADER: "\xff" * 64},
    {HEADER: token_of(SECRET, new_name())},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "https://localhost"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "rubbish"},
)


def posting(desk: Desk) -> list[str]:
    """Return the name of each view of a form, as the application has registered them."""
    views = desk.registry.introspector.get_category("views")
    found = (each["introspectable"] for each in views)
    names = {view["name"] for view in found if "POST" in (view["request_methods"] or ())}
    return sorted(name for name in names if name and not name.startswith(API))


def test_every_form_is_refused_when_it_is_not_ours(desk: Desk) -> None:
    """SAFETY: CSRF. A token of another session, none, or a browser that tells it comes from elsewhere."""
    folder = desk.site.add("folder", Folder(title="F"))
    folder.add("page", Document(title="P"))
    desk.browser.commit()
    name = desk.sign_in()
    before = last(desk)
    names = posting(desk)
    assert {"edit", "delete", "sign-in", "sign-out"} <= set(names)
    for view in names:
        for path in ("/", "/folder/", "/folder/page/"):
            for forged in FORGED:
                headers = (
                    dict(forged) if HEADER in forged else {HEADER: token_of(SECRET, name), **forged}
                )
                fields = {"csrf_token": forged.get(HEADER, "")} if HEADER in forged else {}
                answer = desk.browser.post(f"{path}@@{view}", fields, headers=headers, status="*")
                allowed = {403} if HEADER not in forged else {403, 404, 405}
                assert answer.status_int in allowed, (view, path, forged)
    assert desk.name == name
    assert desk.seen() == IN
    assert last(desk) == before


def test_every_endpoint_that_writes_is_refused_when_it_is_not_ours(desk: Desk) -> None:
    """The same for programs: a cookie alone is no reason to write. Who gets a token is asked for a password."""
    name = desk.sign_in()
    before = last(desk)
    asked = [
        (each.method, each.path.format(**dict.fromkeys(("name", "transition", "uid", "deed"), "x")))
        for each in endpoints_of(desk.registry)
        if each.method != "GET" and each.needs_token
    ]
    assert len(asked) > 20
    for method, path in asked:
        for forged in FORGED:
            headers = {HEADER: token_of(SECRET, name), "Content-Type": "application/json", **forged}
            answer = desk.browser.request(
                f"/++api++/{path}".rstrip("/"),
                method=method,
                body=b"{}",
                headers=headers,
                status="*",
            )
            assert answer.status_int in (403, 404), (method, path, forged)
    assert last(desk) == before
    assert [each.name for each in endpoints_of(desk.registry) if not each.needs_token] == ["login"]


def test_a_token_in_the_address_does_not_count(desk: Desk) -> None:
    """It would stand in logs and in Referer headers."""
    name = desk.sign_in()
    address = f"/@@sign-out?csrf_token={token_of(SECRET, name)}"
    desk.browser.post(address, {}, headers={HEADER: ""}, status=403)
    assert desk.seen() == IN


def test_a_form_that_was_opened_before_somebody_signed_in_is_refused(desk: Desk) -> None:
    form = desk.browser.get("/@@sign-in").forms[0]
    old = form["csrf_token"].value
    desk.sign_in()
    told = desk.browser.post("/@@sign-out", {"csrf_token": old}, headers={HEADER: ""}, status=403)
    assert "reload the page" in told.text
    assert desk.seen() == IN


def test_signing_in_is_no_way_to_sign_somebody_in_as_another(desk: Desk) -> None:
    """The sign-in form has a token, too (login CSRF)."""
    given = {"name": "ada", "password": PASSWORD}
    desk.browser.post("/@@sign-in", given, headers={HEADER: ""}, status=403)
    assert desk.seen() == OUT


def test_a_token_that_comes_as_a_file_is_none(desk: Desk) -> None:
    """What a form of ours never sends is refused, and is no fault of the site."""
    desk.sign_in()
    sent = {"what": "details"}
    files = [("csrf_token", "x", token_of(SECRET, desk.name).encode())]
    desk.browser.post("/@@account", sent, upload_files=files, headers={HEADER: ""}, status=403)

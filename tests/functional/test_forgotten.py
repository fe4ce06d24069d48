"""Somebody forgot a password: the link by mail, and all that must not be had by it."""

from __future__ import annotations

import email
import logging
import re
from datetime import UTC, datetime, timedelta
from email.policy import default
from pathlib import Path

import pytest
from ZODB.utils import p64, u64

from contentsite.admin.entry.forgotten import old_requests
from contentsite.jobs.drain import Drainer
from contentsite.jobs.queue import queue_of
from contentsite.jobs.sweep import expired_links
from contentsite.jobs.wake import bell_of
from contentsite.security.audit.log import log_of
from contentsite.security.audit.search import Wanted, search
from contentsite.security.cookie import NAME, token_of
from contentsite.security.csrf import HEADER
from contentsite.security.gate import Busy
from contentsite.security.password import verify
from contentsite.security.people import people_of
from contentsite.security.session import new_name
from contentsite.storage.connection import in_work
from contentsite.testing import SECRET, add_user, site_app
from contentsite.web.request import Request

NEW = "four plain words here"


class Post:
    """A site, its people, and what the postman brings."""

    def __init__(self, site, browser, folder: Path):
        self.site, self.browser, self.folder = site, browser, folder
        self.registry = browser.app.registry
        self.people = people_of(site)
        self.ada = add_user(site, "ada", mail="ada@example.org", title="Ada Novak")
        browser.commit()

    def ask(self, account, status=303, **more):
        return self.browser.post("/@@forgotten", {"account": account}, status=status, **more)

    def drain(self):
        """Let the jobs be done, and return the mails that came of it."""
        before = set(self.folder.glob("*.eml"))
        Drainer(self.registry).drain()
        new = sorted(set(self.folder.glob("*.eml")) - before)
        return [email.message_from_bytes(file.read_bytes(), policy=default) for file in new]

    def jobs(self):
        return in_work(
            self.registry, lambda work: [*queue_of(work).waiting(), *queue_of(work).failed()]
        )

    def link(self, account="ada"):
        self.ask(account)
        return link_in(self.drain()[0])

    def set(self, link, password=NEW, status=303):
        form = self.browser.get(link).form
        form["password"] = password
        return form.submit(status=status)


def link_in(mail):
    (found,) = re.findall(r"http\S+", mail.get_content())
    return found


@pytest.fixture
def post(tmp_path):
    with site_app(contentsite__mail__folder=str(tmp_path / "mail")) as (site, browser):
        yield Post(site, browser, tmp_path / "mail")


def test_the_story(post):
    page = post.browser.get("/@@sign-in").click("Forgotten", href="forgotten")
    page.form["account"] = "Ada"
    told = page.form.submit().follow()
    assert "on its way" in told.text
    (mail,) = post.drain()
    assert mail["To"] == "ada@example.org"
    assert "choose a new password" in mail["Subject"]
    assert "account ada at" in mail.get_content()
    link = link_in(mail)
    assert link.startswith("http://localhost/@@reset?token=")
    form = post.browser.get(link).form
    form["password"] = NEW
    done = form.submit(status=303).follow()
    assert "was changed" in done.text
    post.browser.commit()
    assert verify(post.ada.password, NEW)
    assert post.ada.epoch > 0
    (told,) = post.drain()
    assert "was changed" in told["Subject"]
    assert "http" not in told.get_content()
    found = search((log_of(post.site),), Wanted(action="password"), 9).found
    assert [(each[1].who, each[1].node) for each in found] == [(post.ada.uid, post.ada.uid)]


def test_by_mail_address(post):
    post.ask("ADA@example.org")
    (mail,) = post.drain()
    assert mail["To"] == "ada@example.org"


# nothing tells whether there is an account


@pytest.mark.parametrize(
    "account", ["nobody", "nobody@example.org", "x" * 5000, "<b>", "ada\r\nBcc: e@e.org", "'"]
)
def test_the_answer_is_the_same_for_who_is_unknown(post, account):
    known = post.ask("ada")
    unknown = post.ask(account)
    assert known.location == unknown.location
    assert known.body == unknown.body
    different = {"X-Request-Id", "Date", "Set-Cookie"}
    kept = [pair for pair in known.headerlist if pair[0] not in different]
    assert kept == [pair for pair in unknown.headerlist if pair[0] not in different]
    assert len(post.drain()) == 1
    assert post.jobs() == []


def test_the_answer_takes_the_same_work_for_who_is_unknown(post, monkeypatch):
    """What is the same work takes the same time: the account is not even looked for."""

    def never(*arguments):
        raise AssertionError

    for name in ("named", "with_mail", "user"):
        monkeypatch.setattr(f"contentsite.security.people.People.{name}", never)
    post.ask("ada")
    post.ask("nobody")


def test_the_jobs_do_the_same_work_for_who_is_unknown(post, monkeypatch):
    done = {}
    for account in ("ada", "nobody"):
        post.drain()
        storage = post.registry._zodb_databases["work"].storage
        before = storage.lastTransaction()
        post.ask(account)
        post.drain()
        done[account] = len(list(storage.iterator(p64(u64(before) + 1))))
    assert done["ada"] == done["nobody"]


def test_the_jobs_are_not_begun_by_the_request_itself(post):
    """Else the next answer would come later, while the jobs of this one are done."""
    bell = bell_of(post.registry._zodb_databases["work"])
    bell.clear()
    post.ask("ada")
    assert not bell.is_set()


def test_a_disabled_account_gets_none(post):
    post.people.enable(post.ada, enabled=False)
    post.browser.commit()
    post.ask("ada")
    assert post.drain() == []


def test_an_account_without_a_mail_address_gets_none(post):
    add_user(post.site, "ben")
    post.browser.commit()
    post.ask("ben")
    assert post.drain() == []


def test_two_people_with_one_mail_address_get_a_mail_each(post):
    add_user(post.site, "ben", mail="Ada@example.org")
    post.browser.commit()
    post.ask("ada@example.org")
    mails = post.drain()
    assert {re.search(r"account (\w+) at", each.get_content())[1] for each in mails} == {
        "ada",
        "ben",
    }
    assert len({link_in(each) for each in mails}) == 2


def test_it_is_throttled_by_account_and_by_address(post):
    for _ in range(5):
        post.ask("ada")
    refused = post.ask("ada", status=429)
    assert int(refused.headers["Retry-After"]) > 0
    assert "too often" in refused.text
    for number in range(15):
        post.ask(f"nobody{number}")
    post.ask("somebody else", status=429)
    post.ask("ada2", extra_environ={"REMOTE_ADDR": "192.0.2.7"})


def test_nothing_typed(post):
    assert "Say which account" in post.ask(" ", status=422).text
    assert post.jobs() == []


# the link


def test_it_works_once(post):
    link = post.link()
    post.set(link)
    assert "does not work any more" in post.browser.get(link, status=410).text
    token = link.partition("token=")[2]
    again = {"token": token, "password": "another long password"}
    post.browser.post("/@@reset", again, status=410)
    post.browser.commit()
    assert verify(post.ada.password, NEW)


def test_a_newer_one_ends_it(post):
    first, second = post.link(), post.link()
    post.browser.get(first, status=410)
    post.set(second)


def test_it_expires(post, monkeypatch):
    link = post.link()
    now = datetime.now(UTC)
    for minutes, status in ((59, 200), (61, 410), (-59, 410)):
        then = now + timedelta(minutes=minutes)
        monkeypatch.setattr(Request, "now", property(lambda _request, then=then: then))
        post.browser.get(link, status=status)


@pytest.mark.parametrize("what", ["password", "disabled", "removed", "signed out"])
def test_what_ends_sessions_ends_it(post, what):
    link = post.link()
    if what == "password":
        post.ada.set_password("x")
    elif what == "disabled":
        post.people.enable(post.ada, enabled=False)
    elif what == "removed":
        post.people.remove(post.ada)
    else:
        post.ada.end_sessions()
    post.browser.commit()
    post.browser.get(link, status=410)


def test_it_ends_all_sessions(post):
    post.browser.sign_in(post.ada)
    assert post.browser.get("/@@sign-in").status_int == 303
    link = post.link()
    post.set(link)
    assert post.browser.get("/@@sign-in").status_int == 200


@pytest.mark.parametrize(
    ("password", "why"),
    [("short", "at least 10"), ("ada@example.org", "your name"), ("1234567890", "many people")],
)
def test_passwords_that_are_refused(post, password, why):
    link = post.link()
    assert why in post.set(link, password, status=422).text
    post.set(link)


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "%00", "é" * 20, "../../x"])
def test_tokens_that_are_made_up(post, token):
    post.link()
    status = post.browser.get("/@@reset", {"token": token}, expect_errors=True).status_int
    assert status in (400, 410)
    post.browser.post("/@@reset", {"token": token, "password": NEW}, status=410)


def test_the_token_is_kept_nowhere(post):
    token = post.link().partition("token=")[2]
    for db in post.registry._zodb_databases.values():
        file = Path(db.storage.getName())
        assert token.encode() not in file.read_bytes()


def test_the_address_with_the_token_is_told_to_nobody(post, caplog):
    link = post.link()
    caplog.set_level(logging.INFO)
    page = post.browser.get(link)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert link.partition("token=")[2] not in caplog.text
    assert "token=***" in caplog.text
    assert "http" not in "".join(re.findall(r'(?:href|src|action)="([^"]*)"', page.text))


def test_a_get_of_the_link_changes_nothing(post):
    """Programs that look at mails follow the links in them."""
    link = post.link()
    for _ in range(3):
        post.browser.get(link)
        post.browser.head(link)
    post.set(link)


def test_csrf(post):
    post.browser.post("/@@forgotten", {"account": "ada"}, headers={"X-CSRF-Token": "x"}, status=403)
    link = post.link()
    token = link.partition("token=")[2]
    values = {"token": token, "password": NEW}
    post.browser.post("/@@reset", values, headers={"X-CSRF-Token": "x"}, status=403)
    post.browser.get(link, status=200)


# where the link leads (host header poisoning)


def test_a_link_never_leads_to_a_host_that_somebody_chose(tmp_path):
    hosts = {"contentsite__web__hosts": "localhost *.example.org"}
    folder = tmp_path / "mail"
    with site_app(contentsite__mail__folder=str(folder), **hosts) as (site, browser):
        post = Post(site, browser, folder)
        name = new_name()
        headers = {"Host": "evil.example.org", "Cookie": f"{NAME}={name}"}
        headers[HEADER] = token_of(SECRET, name)
        post.ask("ada", headers=headers)
        assert post.drain() == []
        assert "contentsite.site.url is not set" in post.jobs()[0].error


def test_a_host_that_is_not_ours_is_refused(post):
    post.browser.post(
        "/@@forgotten", {"account": "ada"}, headers={"Host": "evil.example"}, status=400
    )
    assert post.jobs() == []


def test_too_many_at_once(post, monkeypatch):
    def busy(text):
        raise Busy(2)

    link = post.link()
    with monkeypatch.context() as patched:
        patched.setattr("contentsite.admin.entry.reset.hash_password", busy)
        refused = post.set(link, status=503)
    assert refused.headers["Retry-After"] == "2"
    post.set(link)


def test_old_links_and_requests_are_forgotten(post, monkeypatch):
    post.link()
    later = datetime.now(UTC) + timedelta(hours=2)
    settings = post.registry["contentsite.settings"]

    def sweep(work):
        return [task(work, later, settings) for task in (expired_links, old_requests)]

    found = in_work(post.registry, sweep)
    assert found[0] == 1
    assert found[1] >= 1
    assert in_work(post.registry, sweep) == [0, 0]

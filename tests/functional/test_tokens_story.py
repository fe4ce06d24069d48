"""Tokens for programs: made and taken away in a browser, sent by a program, refused where they do not hold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contentsite.security.audit.log import log_of
from contentsite.security.audit.search import Wanted, search
from contentsite.security.password import hash_password
from contentsite.security.people import people_of
from contentsite.security.role import PERMISSIONS
from contentsite.security.token import make_token, tokens_of
from contentsite.testing import add_user, site_app
from contentsite.types.document import Document
from contentsite.types.folder import Folder

PASSWORD = "nine owls by the quay"
JSON = {"Accept": "application/json"}
TLS = {"wsgi.url_scheme": "https", "HTTP_HOST": "localhost"}


class Desk:
    """A site with a Manager and an Editor, who has a password."""

    def __init__(self, site, browser):
        self.site, self.browser = site, browser
        self.manager = add_user(site, "mary", "Manager")
        self.ada = add_user(site, "ada", "Editor", title="Ada")
        self.ada.set_password(hash_password(PASSWORD))
        news = site.add("news", Folder(title="News"))
        news.publish()
        news.add("draft", Document(title="Draft"))
        browser.commit()

    def token(self, *scope, user=None, days=1):
        made, secret = make_token(user or self.ada, "made", scope, datetime.now(UTC), days)
        self.browser.commit()
        return made, secret

    def ask(self, secret, line, body=None, status=200, **environ):
        method, address = line.split()
        headers = {**JSON, "Authorization": f"Bearer {secret}"}
        options = {"headers": headers, "status": status, "extra_environ": environ or None}
        if method == "GET":
            answer = self.browser.get(address, **options)
        else:
            answer = getattr(self.browser, f"{method.lower()}_json")(address, body or {}, **options)
        self.browser.commit()
        return answer

    def entries(self, action="token"):
        found = search((log_of(self.site),), Wanted(action=action), 100).found
        return [(each.entry.name, each.entry.title, each.entry.detail) for each in found]


@pytest.fixture
def desk():
    with site_app() as (site, browser):
        yield Desk(site, browser)


def form(page):
    return next(each for each in page.forms.values() if "called" in each.fields)


def test_one_is_made_in_the_account_and_shown_once(desk):
    desk.browser.sign_in(desk.ada)
    page = desk.browser.get("/@@account").click("Tokens for programs")
    filled = form(page)
    filled["called"], filled["present"], filled["days"] = "nightly import", PASSWORD, "30"
    next(box for box in filled.fields["scope"] if box._value == "edit").checked = True
    shown = filled.submit(status=200)
    desk.browser.commit()
    secret = shown.html.find(id="secret")["value"]
    assert secret not in desk.browser.get("/@@tokens").text
    (token,) = tokens_of(desk.ada)
    assert (token.name, token.scope) == ("nightly import", ("view", "edit"))
    assert desk.entries() == [("ada", "Ada", "made: nightly import (view, edit)")]
    desk.browser.sign_out()
    desk.ask(secret, "PATCH /news/draft", {"title": "By a program"}, 204)
    assert desk.site["news"]["draft"].title == "By a program"
    assert desk.entries("edit")[0][0] == "ada"


@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        ({"present": "wrong"}, 422, "not your present password"),
        ({"called": ""}, 422, "what it is for"),
        ({"called": "n" * 101}, 422, "100 characters"),
        ({"days": "36500"}, 422, "1 to 366 days"),
        ({"days": "x"}, 422, "1 to 366 days"),
        ({"scope": "rule"}, 422, "no such permission"),
        ({"what": "melt"}, 400, ""),
    ],
)
def test_what_the_form_refuses(desk, given, status, told):
    desk.browser.sign_in(desk.ada)
    sent = {"what": "make", "called": "x", "days": "7", "present": PASSWORD} | given
    answer = desk.browser.post("/@@tokens", sent, status=status)
    assert told in answer.text
    desk.browser.commit()
    assert tokens_of(desk.ada) == ()


def test_it_is_taken_away(desk):
    token, secret = desk.token("edit")
    desk.browser.sign_in(desk.ada)
    desk.browser.post("/@@tokens", {"what": "end", "token": token.uid}, status=303)
    desk.browser.sign_out()
    answer = desk.ask(secret, "GET /news", status=401)
    assert "taken away" in answer.json["message"]
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
    assert desk.entries() == [("ada", "Ada", "taken away: made")]


def test_a_manager_sees_and_takes_away_those_of_others(desk):
    token, secret = desk.token("edit")
    desk.browser.sign_in(desk.manager)
    address = f"/@@person/{desk.ada.uid}"
    assert "made" in desk.browser.get(address).html.find(id="h-tokens").parent.text
    desk.browser.post(address, {"what": "end-token", "token": token.uid}, status=303)
    desk.browser.sign_out()
    desk.ask(secret, "GET /", status=401)
    assert desk.entries() == [("mary", "Ada", "taken away: made")]


def test_nothing_goes_beyond_its_scope(desk):
    _token, secret = desk.token("edit", user=desk.manager)
    desk.ask(secret, "GET /news/draft")
    desk.ask(secret, "PATCH /news/draft", {"title": "Yes"}, 204)
    desk.ask(secret, "POST /news", {"@type": "Document", "title": "No"}, 403)
    desk.ask(secret, "DELETE /news/draft", status=403)
    for screen in ("people", "audit", "add-person"):
        desk.ask(secret, f"GET /@@{screen}", status=403)


def test_nor_beyond_what_its_user_may(desk):
    _token, secret = desk.token(*PERMISSIONS, user=add_user(desk.site, "cy", "Reader"))
    desk.ask(secret, "PATCH /news/draft", {"title": "No"}, 403)
    desk.ask(secret, "GET /@@people", status=403)


def test_no_token_opens_the_account_it_came_from(desk):
    _token, secret = desk.token(*PERMISSIONS, user=desk.manager)
    bearer = {"Authorization": f"Bearer {secret}"}
    for name in ("account", "tokens"):
        desk.browser.get(f"/@@{name}", headers=bearer, status=403)
        desk.browser.post(f"/@@{name}", {"what": "make"}, headers=bearer, status=403)


def test_nor_by_the_way_of_those_who_manage_people(desk):
    _token, secret = desk.token(*PERMISSIONS, user=desk.manager)
    name, uid, before = desk.manager.name, desk.manager.uid, desk.manager.mail
    for sent in ({"email": "thief@example.org"}, {"password": "a password of a thief"}):
        desk.ask(secret, f"PATCH /@users/{name}", sent, 403)
    # what is as it is may be sent back
    desk.ask(secret, f"PATCH /@users/{name}", {"email": before, "fullname": "Mary"}, 204)
    bearer = {"Authorization": f"Bearer {secret}"}
    for what in ("show-link", "mail-link"):
        answer = desk.browser.post(f"/@@person/{uid}", {"what": what}, headers=bearer, status=422)
        assert "@@reset" not in answer
    sent = {"what": "details", "f-title": "Mary", "f-mail": "thief@example.org"}
    desk.browser.post(f"/@@person/{uid}", sent, headers=bearer, status=303)
    desk.browser.commit()
    assert desk.manager.mail == before


def test_no_token_becomes_a_session_that_may_do_more(desk):
    _token, secret = desk.token("edit", user=desk.manager)
    desk.ask(secret, "POST /@login-renew", status=403)
    desk.ask(secret, "POST /@logout", status=403)


def test_many_operations_at_once_are_each_within_the_scope(desk):
    _token, secret = desk.token("edit", user=desk.manager)
    change = {"method": "PATCH", "path": "/news/draft", "body": {"title": "Yes"}}
    remove = {"method": "DELETE", "path": "/news/draft"}
    desk.ask(secret, "POST /@batch", {"operations": [change]})
    desk.ask(secret, "POST /@batch", {"operations": [change, remove]}, 403)
    assert "draft" in desk.site["news"]


def test_roles_beyond_the_scope_are_given_to_nobody(desk):
    cy = add_user(desk.site, "cy")
    _token, secret = desk.token("share", user=desk.manager)
    reader = {"entries": [{"id": "cy", "type": "user", "roles": {"Reader": True}}]}
    editor = {"entries": [{"id": "cy", "type": "user", "roles": {"Editor": True}}]}
    desk.ask(secret, "POST /news/@sharing", editor, "4*")
    desk.ask(secret, "POST /news/@sharing", reader, 204)
    (entry,) = desk.site["news"].acl
    assert entry[1:] == (f"user:{cy.uid}", "Reader")


def test_what_somebody_deleted_himself_is_out_of_reach_without_delete(desk):
    _token, secret = desk.token("delete")
    desk.ask(secret, "DELETE /news/draft", status=204)
    (item,) = desk.site.trash.items()
    assert item.by == desk.ada.uid
    _token, other = desk.token("edit", user=desk.manager)
    bearer = {"Authorization": f"Bearer {other}"}
    desk.browser.get(f"/@@purge?item={item.uid}", headers=bearer, status=403)


def test_one_that_ended_says_when(desk):
    token, secret = desk.token("edit")
    old = (*token[:4], token.made.replace(year=2020), token.until.replace(year=2020))
    desk.ada.tokens = (old,)
    desk.browser.commit()
    assert "ended on 2020-" in desk.ask(secret, "GET /", status=401).json["message"]


def test_it_ends_with_another_password(desk):
    _token, secret = desk.token("edit")
    desk.ada.set_password(hash_password("four plain words here"))
    desk.browser.commit()
    desk.ask(secret, "GET /", status=401)


def test_it_is_taken_over_https_or_from_the_own_machine(desk):
    _token, secret = desk.token("edit")
    desk.ask(secret, "GET /news", HTTP_HOST="localhost", **{"wsgi.url_scheme": "https"})
    with site_app(contentsite__web__hosts="www.example.org") as (_site, browser):
        headers = {"Authorization": f"Bearer {secret}", **JSON}
        host = {"HTTP_HOST": "www.example.org"}
        answer = browser.get("/", headers=headers, extra_environ=host, status=401)
        assert "https only" in answer.json["message"]


def test_wrong_ones_are_throttled_and_right_ones_go_on(desk):
    _token, secret = desk.token("edit")
    wrong = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    statuses = [desk.ask(wrong, "GET /", status="*").status_int for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    assert int(desk.ask(wrong, "GET /", status=429).headers["Retry-After"]) > 0
    desk.ask(secret, "GET /")


def test_one_that_is_wrong_is_not_a_visitor(desk):
    desk.ask("cst_", "GET /", status=401)
    desk.ask("cst_" + "x" * 76, "GET /", status=401)
    desk.ask("x" * 43, "GET /", status=401)
    desk.ask("\u00e9", "GET /", status=401)


def test_people_have_none_at_first(desk):
    assert tokens_of(people_of(desk.site).named("ada")) == ()

"""The audit screen: what managers see of who did what; nobody else sees any of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from contentsite.admin.upkeep.audit import BATCH, TITLES
from contentsite.security.audit.entry import ACTIONS, made, micros
from contentsite.security.audit.log import log_of
from contentsite.security.audit.note import note_failure
from contentsite.security.people import people_of
from contentsite.testing import Browser, add_user, site_app
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

HTTPS = {"wsgi.url_scheme": "https"}


@pytest.fixture
def stage() -> Iterator[tuple[Root, Browser]]:
    """A site with a manager who is signed in, and an editor."""
    with site_app() as (site, browser):
        mary = add_user(site, "mary", "Manager", title="Mary Novak")
        add_user(site, "john", "Editor")
        site.add("news", Folder(title="News")).publish()
        site["news"].add("page", Document(title="A page")).publish()
        browser.commit()
        browser.sign_in(mary)
        yield site, browser


def test_each_action_has_a_title():
    assert TITLES.keys() == set(ACTIONS)


def put(site: Root, **values: object) -> None:
    log_of(site).put(made(**{"action": "edit", **values}))


def rows(answer) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
        for row in answer.html.select("tbody tr")
    ]


def test_the_newest_come_first(stage):
    site, browser = stage
    site["news"]["page"].update({"title": "Another title"})
    browser.commit()
    note_failure(browser.app.registry, "john", "192.0.2.7", "0" * 16, "wrong password")
    answer = browser.get("/@@audit")
    assert answer.headers["Cache-Control"] == "no-store"
    first, second = rows(answer)[:2]
    assert first[1:] == ["john", "Sign-in failed", "", "wrong password", f"192.0.2.7 {'0' * 16}"]
    assert second[1:] == ["The system", "Edited", "Another title /news/page", "title", ""]


def test_people_and_groups_by_name(stage):
    site, browser = stage
    put(
        site,
        detail=f"allow user:{people_of(site).named('john').uid} Editor; allow group:{'0' * 32} X",
    )
    browser.commit()
    assert rows(browser.get("/@@audit"))[0][4] == f"allow john Editor; allow group:{'0' * 32} X"


def test_filters(stage):
    site, browser = stage
    page = site["news"]["page"]
    put(site, name="ann", who="a" * 32, node=page.uid, path="/news/page", title="A page")
    put(site, name="bob", node="b" * 32, path="/gone/for/good", title="Gone", action="delete")
    browser.commit()
    for query, titles in {
        "person=ANN": {"A page"},
        f"person={'a' * 32}": {"A page"},
        "person=nobody": set(),
        "what=delete": {"Gone"},
        "place=/news/page&what=edit": {"A page"},
        f"place={page.uid}&what=edit": {"A page"},
        "place=/gone&below=1": {"Gone"},
        "place=gone/for/good/": {"Gone"},
        "place=/nowhere": set(),
        "what=delete&from=2020-01-01&to=2030-01-01": {"Gone"},
        "what=delete&to=2020-01-01": set(),
        "what=delete&from=2100-01-01": set(),
    }.items():
        found = browser.get(f"/@@audit?{query}")
        assert {row[3].partition(" /")[0] for row in rows(found)} == titles, query


@pytest.mark.parametrize(
    "query",
    ["from=yesterday", "to=2026-13-01", "from=9999-12-31&to=9999-12-31", "from=0001-01-01T00:00"],
)
def test_days_that_are_none(stage, query):
    browser = stage[1]
    browser.get(f"/@@audit?{query}", status=200)


def test_what_could_not_be_read_is_said(stage):
    answer = stage[1].get("/@@audit?from=yesterday")
    assert answer.html.find(id="from")["aria-invalid"] == "true"
    assert "Must be a day" in answer.html.find(id="from-error").get_text()


def test_batches(stage):
    site, browser = stage
    begun = micros(datetime.now(UTC) + timedelta(days=1))
    for number in range(2 * BATCH + 10):
        log_of(site).put(made(action="edit", name="ann", title=f"T{number}"), begun + number)
    browser.commit()
    answer = browser.get("/@@audit?person=ann")
    found = [row[3] for row in rows(answer)]
    while link := answer.html.find("a", rel="next"):
        answer = browser.get(link["href"])
        found += [row[3] for row in rows(answer)]
        assert "Newest" in answer.html.select_one("nav.pager").get_text()
    assert found == [f"T{number}" for number in reversed(range(2 * BATCH + 10))]


@pytest.mark.parametrize("after", ["", "x", "1.2", "9" * 18 + ".99", "1.99.1", "0.0"])
def test_tokens_of_anybodys_making(stage, after):
    stage[1].get(f"/@@audit?after={after}", status=200)


def test_the_log_of_one_node(stage):
    site, browser = stage
    site["news"].update({"title": "Other news"})
    site["news"]["page"].update({"title": "Other page"})
    browser.commit()
    answer = browser.get("/news/@@audit?place=/news/page&below=1")
    assert {row[3] for row in rows(answer)} == {"News /news", "Other news /news"}
    assert answer.html.find(id="place") is None


def test_what_somebody_typed_is_no_markup(stage):
    site, browser = stage
    evil = "<script>alert(1)</script>"
    put(site, name=evil, title=evil, path=f"/{evil}", detail=evil, address=evil, request=evil)
    browser.commit()
    assert evil not in browser.get("/@@audit").text
    assert evil not in browser.get("/@@audit", params={"person": evil, "place": evil}).text


def test_nobody_else_sees_it(stage):
    site, browser = stage
    browser.sign_out()
    visitor = browser.get("/@@audit", status=404)
    browser.sign_in(people_of(site).named("john"))
    editor = browser.get("/@@audit", status=403)
    browser.get("/news/@@audit", status=403)
    assert "mary" not in visitor.text + editor.text


def test_a_refusal_is_recorded_though_its_request_is_rolled_back(stage):
    site, browser = stage
    mary = people_of(site).named("mary")
    browser.extra_environ["REMOTE_ADDR"] = "192.0.2.7"
    browser.sign_in(people_of(site).named("john"))
    browser.get("/@@audit", status=403, headers={"X-Forwarded-For": "198.51.100.1"})
    browser.post("/@@audit", status=(403, 404, 405))
    browser.sign_out()
    browser.post("/news/@@edit", {"title": "x"}, status=404)
    # crawlers ask for what they may not see all day
    browser.get("/@@audit", status=404)
    browser.sign_in(mary)
    found = rows(browser.get("/@@audit?what=refusal"))
    assert [(row[1], row[3].rpartition(" ")[2]) for row in found] == [
        ("A visitor", "/news/@@edit"),
        ("john", "/@@audit"),
    ]
    assert found[1][4].startswith("GET: ")
    assert {row[5].partition(" ")[0] for row in found} == {"192.0.2.7"}


def test_a_forged_form_is_recorded(stage):
    browser = stage[1]
    browser.post("/news/@@edit", status=403, headers={"X-CSRF-Token": "forged"})
    (found,) = rows(browser.get("/@@audit?what=refusal"))
    assert (found[1], found[2]) == ("mary", "Refused")


def test_a_copy_is_called_one(stage):
    browser = stage[1]
    browser.post("/news/page/@@copy", {"target": "/"}, status=303)
    (found,) = rows(browser.get("/@@audit?what=copy"))
    assert found[1:5] == ["mary", "Copied", "A page /page", "from /news/page"]


def test_credentials_that_are_wrong_are_recorded(stage):
    browser = stage[1]
    given = "Basic " + b64encode(b"john:wrong").decode()
    browser.get("/", status=401, headers={"Authorization": given}, extra_environ=HTTPS)
    (found,) = rows(browser.get("/@@audit?what=failure"))
    assert found[1] == "john"
    assert found[4].startswith("HTTP Basic: ")

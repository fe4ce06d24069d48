"""Undo as people meet it: the button on a confirmation, the list of changes, the page of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from admin_site import Admin, admin_site

from contentsite.jobs.drain import Drainer
from contentsite.jobs.queue import enqueue
from contentsite.storage.connection import in_work
from contentsite.testing import Browser
from contentsite.tree.check import check_tree
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.undo.log import changes_of


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site("every_field") as found:
        found.be("editor")
        yield found
        found.commit()
        assert list(check_tree(found.site)) == []


def said(answer: Any) -> str:
    found = answer.html.select_one(".said p")
    return found.text.strip() if found else ""


def button(answer: Any) -> Any:
    """Return the form with the button to undo, None where there is none."""
    return next((each for each in answer.forms.values() if each.action == "/@@change"), None)


def edit(admin: Admin, address: str, title: str) -> Any:
    form = admin.form(f"{address}/@@edit")
    form["f-title"] = title
    return form.submit(status=303).follow()


def titles(admin: Admin) -> tuple[str, str]:
    admin.commit()
    node: Any = admin.site["news"]["opened"]
    return node.title, node._working.values["title"] if node._working else ""


def test_one_click_there_and_back(admin: Admin) -> None:
    answer = edit(admin, "/news/opened", "Shut")
    assert "was saved" in said(answer)
    assert "Undo" in button(answer).text
    assert titles(admin) == ("Opened", "Shut")
    answer = button(answer).submit(status=303).follow()
    assert answer.request.path == "/news/opened/@@edit"
    assert said(answer) == "It was undone."
    assert titles(admin) == ("Opened", "")
    assert "Redo" in button(answer).text
    answer = button(answer).submit(status=303).follow()
    assert said(answer) == "It was done again."
    assert titles(admin) == ("Opened", "Shut")
    # only once: the next page says nothing
    assert button(admin.browser.get("/news/opened/@@edit")) is None


@pytest.mark.parametrize(
    ("screen", "fields", "undone"),
    [
        ("/news/opened/@@rename", {"new-name": "shut"}, lambda site: "opened" in site["news"]),
        ("/news/draft/@@move", {"target": "/hidden"}, lambda site: "draft" in site["news"]),
        (
            "/news/opened/@@copy",
            {"target": "/news"},
            lambda site: list(site["news"]) == ["opened", "draft"],
        ),
        ("/news/draft/@@delete", {}, lambda site: list(site["news"]) == ["opened", "draft"]),
        ("/news/@@add/Document", {"f-title": "New"}, lambda site: "new" not in site["news"]),
    ],
)
def test_each_confirmation_has_the_button(
    admin: Admin, screen: str, fields: dict[str, str], undone: Any
) -> None:
    answer = admin.browser.post(screen, fields, status=303).follow()
    admin.commit()
    assert not undone(admin.site)
    button(answer).submit(status=303)
    admin.commit()
    assert undone(admin.site)


def test_the_history_says_that_it_was_undone(admin: Admin) -> None:
    button(edit(admin, "/news/draft", "Other")).submit(status=303)
    newest = admin.browser.get("/news/draft/@@history").html.select_one("tbody tr")
    assert "Undone: Title" in newest.text


def test_order_state_and_sharing(admin: Admin) -> None:
    browser, site = admin.browser, admin.site
    answer = browser.post("/news/@@order", {"child": "draft", "to": "top"}, status=303).follow()
    button(answer).submit(status=303)
    answer = browser.post("/news/draft/@@state", {"transition": "publish"}, status=303).follow()
    admin.commit()
    assert site["news"]["draft"].state == "published"
    answer = button(answer).submit(status=303).follow()
    assert "Redo" in button(answer).text
    people = {"what": "give", "find": "nobody", "role": "Reader"}
    answer = browser.post("/news/@@sharing", people, status=303).follow()
    admin.commit()
    assert site["news"].acl
    button(answer).submit(status=303)
    admin.commit()
    assert list(site["news"]) == ["opened", "draft"]
    assert (site["news"]["draft"].state, site["news"].acl) == ("draft", None)


def test_the_list_and_the_page_of_a_change(admin: Admin) -> None:
    browser = admin.browser
    edit(admin, "/news/opened", "Shut")
    admin.be("manager")
    edit(admin, "/news/opened", "Ajar")
    listed = browser.get("/@@changes")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in listed.html.select("tbody tr")
    ]
    assert [(row[1], row[2], row[3]) for row in rows[:2]] == [
        ("manager", "Edited", "Opened /news/opened"),
        ("editor", "Edited", "Opened /news/opened"),
    ]
    assert len(browser.get("/@@changes?mine=1").html.select("tbody tr")) == 1
    assert len(browser.get("/@@changes?person=EDITOR").html.select("tbody tr")) == 1
    assert "There are no changes" in browser.get("/@@changes?person=nobody")
    first, second = listed.html.select("tbody tr td:nth-of-type(3) a")[:2]
    page = browser.get(second["href"])
    assert "It was changed since." in page
    assert "manager" in page
    assert "Nothing of it can be undone" in page
    assert button(page).text.count("<button") == 0
    refused = browser.post("/@@change", {"change": second["href"].partition("=")[2]}, status=422)
    assert "Nothing was undone." in refused
    page = browser.get(first["href"])
    assert "<ins>" in page
    result = button(page).submit(status=303).follow()
    assert result.request.path == "/@@change"
    assert "Undone: Edited" in result
    assert "Redo" in button(result).text
    assert titles(admin) == ("Opened", "Shut")
    assert "undone" in browser.get("/@@changes").html.select("tbody tr")[1].text


@pytest.mark.parametrize(("target", "is_shown"), [("/hidden", True), ("/other", False)])
def test_what_becomes_public_is_told(admin: Admin, target: str, is_shown: bool) -> None:
    admin.site.add("other", Folder(title="Other")).publish()
    admin.commit()
    admin.browser.post("/news/opened/@@move", {"target": target, "confirmed": "1"}, status=303)
    admin.commit()
    change = next(changes_of(admin.site).changes())
    page = admin.browser.get(f"/@@change?change={change.id}")
    assert ("More people will see it." in page) is is_shown
    assert ("Undo and show it" in button(page).text) is is_shown


@pytest.mark.parametrize(
    ("screen", "fields"),
    [
        ("/news/opened/@@move", {"target": "/hidden"}),
        ("/news/opened/@@state", {"transition": "retract"}),
        ("/news/@@state", {"transition": "retract"}),
        ("/news/@@sharing", {"what": "block"}),
    ],
)
def test_what_would_become_public_again_is_asked_first(
    admin: Admin, screen: str, fields: dict[str, str]
) -> None:
    admin.be("manager")
    answer = admin.browser.post(screen, fields, status=303).follow()
    visitor = Browser(admin.browser.app)
    assert visitor.get("/news/opened", expect_errors=True).status_int != 200
    asked = button(answer).submit(status=303).follow()
    assert asked.request.path == "/@@change"
    assert "More people will see it." in asked
    assert visitor.get("/news/opened", expect_errors=True).status_int != 200
    answer = button(asked).submit(status=303).follow()
    assert said(answer) == "It was undone."
    assert answer.request.path.endswith(("/news/opened/@@edit", "/@@contents"))
    visitor.get("/news/opened", status=200)
    # what hides it again needs no question
    button(answer).submit(status=303)
    assert visitor.get("/news/opened", expect_errors=True).status_int != 200


def test_what_was_deleted_comes_back_with_one_click(admin: Admin) -> None:
    answer = admin.browser.post("/news/opened/@@delete", {}, status=303).follow()
    visitor = Browser(admin.browser.app)
    visitor.get("/news/opened", status=404)
    assert said(button(answer).submit(status=303).follow()) == "It was undone."
    visitor.get("/news/opened", status=200)


def test_what_is_left_is_told(admin: Admin) -> None:
    site = admin.site
    admin.commit()
    admin.be("manager")
    site["news"]["opened"].update({"title": "1"})
    site["news"]["draft"].update({"title": "2"})
    admin.commit()
    change = next(changes_of(site).changes()).id
    edit(admin, "/news/draft", "3")
    result = admin.browser.post("/@@change", {"change": change}, status=303).follow()
    assert "What could be undone was undone" in said(result)
    assert "What was left as it is" in result
    assert "It was changed since." in result
    assert titles(admin)[0] == "Opened"


def test_others_see_nothing_of_it(admin: Admin) -> None:
    browser = admin.browser
    answer = edit(admin, "/news/opened", "Shut")
    change = button(answer)["change"].value
    for person, status in (("reader", 404), ("nobody", 404), ("manager", 200), ("editor", 200)):
        admin.be(person)
        browser.get(f"/@@change?change={change}", status=status)
        assert ("Opened" in browser.get("/@@changes").html.select_one("main").text) is (
            status == 200
        )
        if status == 404:
            browser.post("/@@change", {"change": change}, status=404)
    for nonsense in ("", "x", "1-99", "9" * 30 + "-1", f"{change}x", "1-1"):
        browser.get(f"/@@change?change={nonsense}", status=404)
    browser.get("/@@changes?after=x")
    # an editor who was one
    admin.site.acl = tuple(each for each in admin.site.acl if each[2] != "Editor")
    admin.site.touch("acl")
    admin.commit()
    page = browser.get(f"/@@change?change={change}")
    assert "You may not do this here." in page
    # what it says of the values is for those who edit
    assert "Shut" not in page
    admin.be("")
    browser.get("/@@changes", status=404)
    browser.post("/@@change", {"change": change}, status=404)


def test_a_long_list_is_paged(admin: Admin) -> None:
    for number in range(53):
        admin.site.add(f"n{number}", Document(title=f"N{number}"))
        admin.commit()
    admin.be("manager")
    page = admin.browser.get("/@@changes")
    assert len(page.html.select("tbody tr")) == 50
    rest = page.click("Next page")
    assert "N2 /n2" in rest.html.select("tbody tr")[0].get_text(" ", strip=True)
    assert (
        rest.click("Previous page").html.select("tbody tr")[0].text
        == page.html.select("tbody tr")[0].text
    )


def test_old_changes_are_forgotten(admin: Admin) -> None:
    edit(admin, "/news/opened", "Shut")
    edit(admin, "/news/opened", "Ajar")
    admin.commit()
    log = changes_of(admin.site)
    new, old = list(log.changes())[:2]
    day = int(timedelta(days=1) / timedelta(microseconds=1))
    for change, days in ((new, 29), (old, 31)):
        log._shards[change.key[1]].pop(change.key[0])
        change.key = (change.key[0] + days * day, change.key[1])
        log.put(change)
    admin.commit()
    registry = admin.browser.app.registry
    in_work(registry, lambda work: enqueue(work, "forget-changes", {}))
    Drainer(registry).drain()
    admin.commit()
    assert log.get(new.id) is not None
    assert log.get(old.id) is None
    admin.browser.get(f"/@@change?change={old.id}", status=404)


def test_what_changed_no_tree_has_no_button(admin: Admin) -> None:
    admin.be("manager")
    form = admin.form("/@@add-person")
    form["f-name"] = "eve"
    form["way"] = "password"
    form["password"] = form["again"] = "a quite long passphrase 7"
    answer = form.submit(status=303).follow()
    assert "The account was added" in said(answer)
    assert button(answer) is None


def test_a_large_change_is_asked_for_without_a_look(
    admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contentsite.admin.changes.undoing.LOOKED", 2)
    monkeypatch.setattr("contentsite.admin.changes.undoing.SHOWN", 2)
    monkeypatch.setattr("contentsite.admin.changes.listing.PART", 3)
    for number in range(6):
        admin.site.add(f"n{number}", Document(title=f"N {number}"))
    admin.commit()
    change = next(changes_of(admin.site).changes())
    admin.be("manager")
    listed = admin.browser.get("/@@changes")
    assert f"change={change.id}" in listed
    asked = admin.browser.post("/@@change", {"change": change.id}, status=303).follow()
    assert "It is about very many pages." in asked
    assert [each.text for each in asked.html.select("section h2")] == ["N 0", "N 1"]
    assert "And 4 more" in asked.html.get_text(" ", strip=True)
    result = button(asked).submit(status=303).follow()
    assert said(result) == "It was undone."
    admin.commit()
    assert "n0" not in admin.site
    assert "n5" not in admin.site

"""The palette: what is offered to whom, for what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from admin_site import Admin, admin_site, sheet

from contentsite.versions.working import edit

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site() as found:
        yield found


def offers(admin: Admin, typed: str = "", at: str = "") -> dict[str, list[str]]:
    """Return the titles that are offered, by group."""
    answer = admin.browser.get("/@@palette", {"q": typed, "at": at}, headers=SCRIPT)
    return {
        group.p.text: [
            each.select_one(".offer-name").text for each in group.select("[role=option]")
        ]
        for group in answer.html.select("[role=group]")
    }


def option(admin: Admin, title: str, typed: str = "", at: str = "") -> Any:
    answer = admin.browser.get("/@@palette", {"q": typed, "at": at}, headers=SCRIPT)
    (found,) = [
        each
        for each in answer.html.select("[role=option]")
        if each.select_one(".offer-name").text == title
    ]
    return found


def press(admin: Admin, found: Any, came_from: str = "") -> Any:
    """Send the form that an option stands in, from a page, as the script does."""
    form = found.parent
    values = {each["name"]: each["value"] for each in form.select("input")}
    values |= {"came_from": came_from} if came_from else {}
    return admin.browser.post(form["action"], values)


def test_without_words_one_is_offered_recent_pages_and_every_command(admin: Admin) -> None:
    admin.be("manager")
    admin.browser.post("/news/opened/@@rename", {"new-name": "opened-again"})
    found = offers(admin, at=admin.site["news"].uid)
    assert found["Recent pages"][0] == "Opened"
    assert "News" not in found["Recent pages"]
    here = found["This page: News"]
    assert here[:5] == ["Contents", "Edit", "History", "Sharing", "View"]
    assert {"Take back to draft", "Add here: Document", "Rename", "Move", "Copy"} <= {*here}
    assert {"Trash", "People", "My account", "Sign out", "Light or dark"} <= {*found["Go to"]}


def test_everybody_is_offered_only_what_he_may_do(admin: Admin) -> None:
    uid = admin.site["news"]["opened"].uid
    admin.be("reader")
    here = offers(admin, at=uid)["This page: Opened"]
    assert here == ["View", "State and dates", "Copy", "Which pages link here"]
    assert not {"People", "Audit log", "Add a person"} & {*offers(admin)["Go to"]}
    admin.be("contributor")
    assert "Add beside it: Document" in offers(admin, at=uid)["This page: Opened"]


def test_a_page_that_one_may_not_see_is_not_told_of(admin: Admin) -> None:
    admin.be("nobody")
    hidden = admin.site["hidden"]
    assert not [title for title in offers(admin, at=hidden.uid) if "Quagga" in title]
    assert "Quagga" not in str(offers(admin, "quagga"))
    admin.be("editor")
    assert offers(admin, "quagga")["Pages"] == ["Quagga"]


def test_pages_are_found_by_words_with_path_and_state(admin: Admin) -> None:
    edit(admin.site["news"]["opened"], {"body": "<p>Okapi</p>"})
    admin.commit()
    admin.be("editor")
    found = option(admin, "Zanzibar", "zanz")
    assert found["href"] == "/news/draft/@@edit"
    assert found.select_one(".offer-hint").text == "/news/draft"
    assert found.select_one(".badge").text == "Draft"
    assert {*offers(admin, "okapi")["Pages"]} == {"Okapi", "Opened"}


def test_what_begins_as_was_typed_comes_first(admin: Admin) -> None:
    admin.be("manager")
    assert next(iter(offers(admin, "tra"))) == "Go to"
    assert next(iter(offers(admin, "news", admin.site["news"].uid))) == "Pages"
    # nothing is called so: the search is offered, and what was changed last
    assert [*offers(admin, "xyzzy")] == ["Search", "Recent pages"]


def test_a_sign_narrows_it_down(admin: Admin) -> None:
    admin.site["news"]["opened"].update({"tags": ("winter", "steam")})
    admin.commit()
    admin.be("manager")
    assert [*offers(admin, ">")] == ["Go to"]
    assert offers(admin, "> sign out") == {"Go to": ["Sign out"]}
    assert [*offers(admin, "> xyzzy")] == ["Nothing fits “> xyzzy”. You can:"]
    assert offers(admin, "@edit") == {"People": ["Editor"]}
    assert offers(admin, "#win") == {"Tags": ["#winter"]}
    assert offers(admin, "#winter")["Pages with this tag"] == ["Opened"]
    assert [*offers(admin, "#")["Tags"]] == ["#steam", "#winter"]
    page = admin.browser.get(option(admin, "#winter", "#winter")["href"])
    assert [each.text for each in page.html.select(".hits a span")] == ["Opened"]
    admin.be("editor")
    assert offers(admin, "@man") == {"People": ["Editor"]}


def test_states_and_undo_are_done_from_here(admin: Admin) -> None:
    admin.be("editor")
    draft = admin.site["news"]["draft"]
    answer = press(admin, option(admin, "Publish", at=draft.uid), "/news/draft/@@edit?a=1")
    assert answer.location.endswith("/news/draft/@@edit?a=1")
    undo = answer.follow().html.select_one(".said form")
    assert "Undo" in undo.text
    admin.commit()
    assert draft.state == "published"
    admin.browser.post("/news/draft/@@edit", {"f-title": "Another"})
    answer = press(
        admin, option(admin, "Publish the changes", at=draft.uid), "//evil.example/@@edit"
    )
    admin.commit()
    assert answer.location.endswith("/news/draft/@@state")
    assert (draft.title, draft._working) == ("Another", None)
    undo = option(admin, "Undo my last change", at=draft.uid)
    assert "Another" in undo.select_one(".offer-hint").text
    assert press(admin, undo).location.endswith("/news/draft/@@edit")


def test_the_last_change_has_an_address(admin: Admin) -> None:
    admin.be("editor")
    assert admin.browser.get("/@@change?change=last").location.endswith("/@@changes")
    admin.browser.post("/news/draft/@@rename", {"new-name": "other"})
    page = admin.browser.get("/@@change?change=last").follow()
    assert page.html.h1.text == "Renamed"
    sheet(page).submit()
    assert admin.browser.get("/@@change?change=last").location.endswith("/@@changes")


def test_who_opens_the_address_gets_the_screen_that_needs_no_script(admin: Admin) -> None:
    admin.be("reader")
    assert admin.browser.get("/@@palette?q=a b").location.endswith("/@@find?q=a+b")
    admin.be("")
    admin.browser.get("/@@palette", headers=SCRIPT, status=404)


def test_the_served_part_of_a_site_is_all_there_is() -> None:
    with admin_site(contentsite__site__virtual_root="/news") as admin:
        admin.be("manager")
        assert offers(admin, "quagga").keys() == {"Search", "Recent pages"}
        assert {*offers(admin)["Recent pages"]} == {"News", "Opened", "Zanzibar"}

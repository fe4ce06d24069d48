"""What waits for somebody, what is his, and what he typed and did not save; nobody sees another's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from admin_site import Admin, admin_site

from contentsite.admin.overview import my_work
from contentsite.admin.writing import choosing
from contentsite.types.document import Document


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site() as found:
        yield found


def lists(admin: Admin, who: str) -> dict[str, list[str]]:
    """Return the titles on somebody's screen by heading."""
    admin.be(who)
    page = admin.browser.get("/@@my-work").html
    return {
        each.h2.contents[0].strip(): [a.text.strip() for a in each.select(".hits a")]
        for each in page.select(".work")
    }


def test_a_page_goes_from_hand_to_hand(admin: Admin) -> None:
    admin.be("contributor")
    form = admin.form("/news/@@add/Document")
    form["f-title"] = "Mine"
    form.submit(status=303)
    assert lists(admin, "contributor")["My drafts"] == ["Mine"]
    form = admin.form("/news/mine/@@edit")
    form["comment"] = "please look at the dates"
    answer = form.submit("transition", value="submit", status=303)
    assert answer.location.endswith("/news/mine/@@state"), "it may not be edited in review"
    mine = lists(admin, "contributor")
    assert (mine["Handed in by me"], mine["My drafts"]) == (["Mine"], [])
    assert mine["Waiting for me"] == []
    for who in ("reviewer", "editor"):
        assert lists(admin, who)["Waiting for me"] == ["Mine"]
    assert "please look at the dates" in admin.browser.get("/@@my-work")
    assert lists(admin, "reader")["Waiting for me"] == []
    admin.be("reviewer")
    admin.form("/news/mine/@@edit").submit("transition", value="publish", status=303)
    assert lists(admin, "reviewer")["Waiting for me"] == []


def test_of_many_the_newest_drafts_are_shown_first(
    admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(my_work, "MOST", 2)
    admin.be("contributor")
    for title in ("First", "Second", "Third"):
        form = admin.form("/news/@@add/Document")
        form["f-title"] = title
        form.submit(status=303)
    assert lists(admin, "contributor")["My drafts"] == ["Third", "Second"]


def test_the_type_that_one_has_used_last_stands_first(
    admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "LOOKED_AT", 1)
    admin.be("contributor")
    for kind in ("Document", "Event"):
        form = admin.form(f"/news/@@add/{kind}")
        form["f-title"] = "New"
        form.submit(status=303)
        first = admin.browser.get("/news/@@add").html.select_one('main a[href*="@@add/"]')
        assert first["href"].endswith(f"@@add/{kind}")


def test_unpublished_changes_wait_for_those_who_may_publish(admin: Admin) -> None:
    admin.be("editor")
    form = admin.form("/news/opened/@@edit")
    form["f-title"] = "Reopened"
    form.submit(status=303)
    admin.commit()
    # also where much was published since
    for number in range(120):
        admin.site["news"].add(f"n{number}", Document(title=f"N{number}")).publish()
    admin.commit()
    assert lists(admin, "editor")["Waiting for me"] == ["Opened"]
    assert lists(admin, "contributor")["Waiting for me"] == []


def test_what_is_planned(admin: Admin) -> None:
    day = datetime.now(UTC) + timedelta(days=3)
    admin.site["news"].add("later", Document(title="Later")).publish(day)
    admin.commit()
    assert lists(admin, "editor")["Planned"] == ["Later"]
    assert lists(admin, "reader").get("Planned") == []


def test_what_was_typed_and_not_saved_is_ones_own(admin: Admin) -> None:
    admin.be("editor")
    typed = {"f-title": "Half a thought", "tab": "one"}
    for address in ("/news/draft/@@draft", "/news/@@new-draft/Event"):
        admin.browser.post(address, typed)
    found = lists(admin, "editor")["Typed and not saved"]
    assert found == ["Half a thought", "Half a thought"]
    assert "Typed and not saved" not in lists(admin, "manager")
    admin.be("editor")
    page = admin.browser.get("/@@my-work")
    form: Any = page.click("Half a thought", href="Event")
    assert "You have unsaved changes" in form
    admin.site.remove("news")
    admin.commit()
    assert "Typed and not saved" not in lists(admin, "editor"), "what it is of is gone"


def test_a_note_with_a_transition_stands_in_the_history(admin: Admin) -> None:
    admin.be("editor")
    form = admin.form("/news/draft/@@state")
    form["note"] = "as agreed"
    form.submit("transition", value="publish", status=303)
    rows = admin.browser.get("/news/draft/@@history").html.select(".versions tbody tr")
    assert "as agreed" in rows[0].text

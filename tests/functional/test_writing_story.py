"""What stands around a form: its draft, its preview, its address, its buttons, and what it becomes when it is late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from admin_site import Admin, admin_site, sheet

from contentsite.security.principal import user_principal
from contentsite.types.document import Document
from contentsite.versions.working import as_edited

OWN = {"Origin": "http://localhost"}
PAGE = "/news/draft"


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site("every_field", contentsite__drafts__size="3000") as found:
        found.be("editor")
        yield found


def typed(admin: Admin, path: str = f"{PAGE}/@@edit", **values: str) -> dict[str, str]:
    """Return what a script sends of a form in which somebody has typed."""
    form = admin.form(path)
    for name, text in values.items():
        form[name.replace("f_", "f-")] = text
    sent = {name: value for name, value in form.submit_fields() if name and isinstance(value, str)}
    return {**sent, "tab": "one", "seen": ""}


def keep(admin: Admin, path: str, sent: dict[str, str], status: int = 200) -> Any:
    return admin.browser.post(path, sent, status=status).json


# drafts


@pytest.mark.parametrize("name", ["f-title", "f-body"])
def test_very_much_text_is_kept_nowhere_and_the_reason_said(admin: Admin, name: str) -> None:
    for screen, draft, live in (
        (f"{PAGE}/@@edit", f"{PAGE}/@@draft", f"{PAGE}/@@live"),
        ("/news/@@add/Document", "/news/@@new-draft/Document", "/news/@@new-live/Document"),
    ):
        sent = {**typed(admin, screen), name: "x" * 10_000_000}
        assert "too long to be kept as a draft" in keep(admin, draft, sent, status=413)["said"]
        assert admin.browser.get(screen).html.select_one(".restored") is None
        assert "The preview waits for: " in keep(admin, live, sent, status=422)["said"]


def test_a_draft_is_shown_to_whoever_typed_it_until_it_is_saved(admin: Admin) -> None:
    said = keep(admin, f"{PAGE}/@@draft", typed(admin, f_title="Typed"))
    assert re.fullmatch(r"Draft saved \d\d:\d\d", said["said"])
    admin.commit()
    assert admin.site["news"]["draft"].title == "Zanzibar", "the page knows nothing of it"
    again = admin.browser.get(f"{PAGE}/@@edit")
    assert "You have unsaved changes from" in again.html.select_one(".restored").text
    form = sheet(again)
    assert form["f-title"].value == "Typed"
    admin.be("manager")
    other = admin.browser.get(f"{PAGE}/@@edit")
    assert "Typed" not in other
    assert other.html.select_one(".restored") is None
    admin.be("editor")
    form.submit(status=303)
    after = admin.browser.get(f"{PAGE}/@@edit")
    assert after.html.select_one(".restored") is None
    assert sheet(after)["f-title"].value == "Typed"


def test_a_draft_is_discarded_by_a_plain_form(admin: Admin) -> None:
    for keeps, screen in (
        (f"{PAGE}/@@draft", f"{PAGE}/@@edit"),
        ("/news/@@new-draft/Document", "/news/@@add/Document"),
    ):
        keep(admin, keeps, typed(admin, screen, f_title="Never"))
        shown = admin.browser.get(screen)
        form = next(each for each in shown.forms.values() if "discard" in each.action)
        after = form.submit(status=303).follow()
        assert "What you had typed was discarded." in after
        assert "Never" not in after
        script = {"HX-Request": "true"}
        admin.browser.post(form.action, {}, headers=script, status=204)


def test_a_draft_of_a_new_page_is_one_a_type_and_folder(admin: Admin) -> None:
    sent = typed(admin, "/news/@@add/Event", f_title="Concert", **{"new-name": "gig"})
    keep(admin, "/news/@@new-draft/Event", sent)
    form = admin.form("/news/@@add/Event")
    assert (form["f-title"].value, form["new-name"].value) == ("Concert", "gig")
    for path in ("/news/@@add/Document", "/@@add/Event"):
        assert admin.form(path)["f-title"].value == ""
    form.submit(status=303)
    admin.commit()
    assert admin.site["news"]["gig"].title == "Concert"
    assert admin.form("/news/@@add/Event")["f-title"].value == ""
    admin.browser.post("/news/@@new-draft/None", sent, status=404)


def test_a_draft_of_what_was_changed_meanwhile_is_merged(admin: Admin) -> None:
    sent = typed(admin, f_title="Mine", f_description="Mine")
    keep(admin, f"{PAGE}/@@draft", sent)
    admin.site["news"]["draft"].update({"description": "Theirs", "body": "<p>Theirs</p>"})
    admin.commit()
    shown = admin.browser.get(f"{PAGE}/@@edit")
    assert [each.text for each in shown.html.select(".told li")] == [
        "A script changed “Body” meanwhile: both are kept."
    ]
    assert [each.text for each in shown.html.select(".clash legend")] == ["Description"]
    form = sheet(shown)
    assert (form["f-title"].value, form["f-body"].value) == ("Mine", "<p>Theirs</p>")
    # what the form asks is kept as well, so that nobody forgets to answer
    again = {name: value for name, value in form.submit_fields() if name}
    keep(admin, f"{PAGE}/@@draft", {**again, "tab": "two", "seen": "~"})
    assert admin.browser.get(f"{PAGE}/@@edit").html.select(".clash legend")


def test_what_was_typed_and_is_wrong_is_told_only_when_it_is_saved(admin: Admin) -> None:
    keep(admin, f"{PAGE}/@@draft", typed(admin, f_title=""))
    shown = admin.browser.get(f"{PAGE}/@@edit")
    assert shown.html.select_one(".problems") is None
    assert sheet(shown)["f-title"].value == ""
    assert "Must be filled in." in sheet(shown).submit(status=422)


def test_too_much_and_another_tab_are_answered(admin: Admin) -> None:
    large = {**typed(admin), "f-body": "x" * 4_000}
    assert "too long to be kept" in keep(admin, f"{PAGE}/@@draft", large, 413)["said"]
    first = keep(admin, f"{PAGE}/@@draft", typed(admin, f_title="One"))
    second = {**typed(admin, f_title="Two"), "tab": "two", "seen": first["seen"]}
    keep(admin, f"{PAGE}/@@draft", second)
    late = {**typed(admin, f_title="Three"), "seen": first["seen"]}
    assert "another tab" in keep(admin, f"{PAGE}/@@draft", late, 409)["said"]
    assert admin.form(f"{PAGE}/@@edit")["f-title"].value == "Two"


def test_who_may_not_edit_keeps_nothing(admin: Admin) -> None:
    sent = typed(admin)
    admin.be("reader")
    admin.browser.post(f"{PAGE}/@@draft", sent, status=403)
    admin.browser.post("/news/@@new-draft/Document", sent, status=403)
    admin.be("")
    admin.browser.post(f"{PAGE}/@@draft", sent, status=404)


# the preview


def test_the_preview_shows_what_is_typed_and_stores_nothing(admin: Admin) -> None:
    for path, screen in (
        (f"{PAGE}/@@live", f"{PAGE}/@@edit"),
        ("/news/@@new-live/Document", "/news/@@add/Document"),
    ):
        sent = typed(admin, screen, f_title="As <typed>", f_body="<p>Now</p><script>x</script>")
        answer = admin.browser.post(path, sent)
        assert answer.html.h1.text == "As <typed>"
        assert "<p>Now</p>" in answer
        assert "script>x" not in answer
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy
        assert "frame-ancestors 'none'" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        admin.browser.get(path, status=200)
    admin.commit()
    assert admin.site["news"]["draft"].title == "Zanzibar"
    assert list(admin.site["news"]) == ["opened", "draft"]
    assert "'none'" in admin.browser.get("/news").headers["Content-Security-Policy"]


def test_what_cannot_be_shown_is_told(admin: Admin) -> None:
    sent = typed(admin, f_title="")
    said = admin.browser.post(f"{PAGE}/@@live", sent, status=422).json["said"]
    assert said == "The preview waits for: Title"
    answer = admin.browser.post("/news/@@new-live/Document", {"f-title": ""})
    assert answer.html.h1.text == "(untitled)"
    wrong = {"f-title": "T", "f-language": "!"}
    said = admin.browser.post("/news/@@new-live/Document", wrong, status=422).json["said"]
    assert said == "The preview waits for: Language"
    rule = {"f-title": "T", "f-needed": "xx", "f-count": "1", "f-share": "2"}
    said = admin.browser.post("/news/@@new-live/Everything", rule, status=422).json["said"]
    assert said == "The preview waits for: Share"


# the address


def test_an_address_is_told_before(admin: Admin) -> None:
    ask = admin.browser.get
    assert ask("/news/@@new-address", {"title": "Cafés & bars"}).json == {
        "name": "cafes-bars",
        "address": "/news/cafes-bars",
        "said": "",
        "is_wrong": False,
    }
    taken = ask("/news/@@new-address?title=Opened").json
    assert (taken["name"], taken["said"]) == (
        "opened-2",
        "This name is taken here: it gets a number.",
    )
    refused = ask("/news/@@new-address?name=a/b").json
    assert refused["is_wrong"]
    assert "contains a slash" in refused["said"]
    assert ask(f"{PAGE}/@@address?title=Draft").json["name"] == "draft", "its own name is free"
    assert ask(f"{PAGE}/@@address?name=opened").json["name"] == "opened-2"
    admin.be("manager")
    assert admin.browser.get("/@@address?title=x").json["is_wrong"]


def test_a_page_gets_the_name_that_was_typed(admin: Admin) -> None:
    for name, result in (("coffee", "coffee"), ("opened", "opened-2"), ("", "some-title")):
        form = admin.form("/news/@@add/Document")
        form["f-title"], form["new-name"] = "Some title", name
        assert f"/news/{result}/" in form.submit(status=303).location
    form = admin.form("/news/@@add/Document")
    form["f-title"], form["new-name"] = "T", "@@edit"
    answer = form.submit(status=422)
    assert "belong to views" in answer.html.select_one("#new-name-error").text
    assert sheet(answer)["new-name"].value == "@@edit"
    assert answer.html.select_one(".details").has_attr("open")


def test_an_address_is_changed_in_the_form_and_the_old_one_leads_on(admin: Admin) -> None:
    form = admin.form("/news/opened/@@edit")
    form["new-name"], form["f-title"] = "reopened", "Reopened"
    answer = form.submit("publish", value="yes", status=303)
    assert answer.location.endswith("/news/reopened/@@edit")
    assert admin.browser.get("/news/opened", status=301).location.endswith("/news/reopened")
    form = sheet(answer.follow())
    form["new-name"] = "a/b"
    wrong = form.submit(status=422)
    assert "contains a slash" in wrong.html.select_one("#new-name-error").text
    assert "Reopened" in wrong.html.select_one("#f-title").text
    home = admin.browser.get("/@@edit")
    assert home.html.select_one("#new-name") is None


def test_who_may_not_rename_sees_the_address_only(admin: Admin) -> None:
    admin.be("contributor")
    form = admin.form("/news/@@add/Document")
    form["f-title"] = "Own"
    form.submit(status=303)
    admin.commit()
    admin.site["news"]["own"].publish()
    admin.commit()
    shown = admin.browser.get("/news/own/@@edit")
    assert shown.html.select_one("#new-name") is None
    assert "/news/own" in shown.html.select_one(".address").text
    admin.browser.post("/news/own/@@edit", {"new-name": "x"}, status=403)


# the bar


@pytest.mark.parametrize(
    ("who", "state", "title"),
    [
        ("editor", "draft", "Publish"),
        ("editor", "review", "Publish"),
        ("editor", "published", "Save and publish"),
        ("contributor", "draft", "Hand in for review"),
        ("contributor", "published", None),
        ("reviewer", "review", "Publish"),
    ],
)
def test_one_button_says_what_mostly_follows(
    admin: Admin, who: str, state: str, title: str | None
) -> None:
    node = admin.site["news"]["draft"]
    node.owner = admin.people[who].uid
    node.retract(state) if state != "published" else node.publish()
    admin.commit()
    admin.be(who)
    page = admin.browser.get(f"{PAGE}/@@edit").html
    buttons = [
        each.text.strip()
        for each in page.select(".writing-bar > button")
        if each.get("type") != "button"
    ]
    assert buttons == (["Save", title] if title else ["Save"])


def test_saving_and_publishing_at_a_moment_is_one_step(admin: Admin) -> None:
    form = admin.form(f"{PAGE}/@@edit")
    form["f-title"], form["publish-at"], form["expire-at"] = "Later", "2126-01-01T10:00", ""
    answer = form.submit("transition", value="publish", status=303).follow()
    assert "and its state was changed" in answer.html.select_one(".said").text
    assert "not shown now" in answer.html.select_one(".writing-bar .badge").text
    form = sheet(answer)
    form["expire-at"] = "2125-01-01T10:00"
    wrong = form.submit(status=422)
    assert "It would end before it begins." in wrong
    assert sheet(wrong)["expire-at"].value == "2125-01-01T10:00"
    form["publish-at"], form["expire-at"] = "", ""
    form.submit(status=303)
    admin.commit()
    node = admin.site["news"]["draft"]
    assert (node.state, node.publish_at, node.title) == ("published", None, "Later")
    admin.browser.post(f"{PAGE}/@@edit", {"transition": "submit"}, status=422)


def test_a_moment_that_was_emptied_stays_empty_where_the_form_comes_back(admin: Admin) -> None:
    admin.be("editor")
    admin.site["news"]["opened"].publish(None, datetime.now(UTC) + timedelta(days=3))
    admin.commit()
    form = admin.form("/news/opened/@@edit")
    assert form["expire-at"].value
    form["expire-at"], form["f-title"] = "", ""
    again = sheet(form.submit(status=422))
    assert again["expire-at"].value == ""
    again["f-title"] = "Opened"
    again.submit(status=303)
    admin.commit()
    assert admin.site["news"]["opened"].expire_at is None


def test_nobody_takes_a_way_that_is_not_his(admin: Admin) -> None:
    admin.site["news"]["draft"].owner = admin.people["contributor"].uid
    admin.commit()
    admin.be("contributor")
    for sent in ({"transition": "publish"}, {"publish": "yes"}):
        admin.browser.post(f"{PAGE}/@@edit", {"f-title": "Sly", **sent}, status=403)
    admin.commit()
    assert admin.site["news"]["draft"].title == "Zanzibar"


def test_a_new_page_is_published_with_its_first_words(admin: Admin) -> None:
    form = admin.form("/news/@@add/Document")
    form["f-title"] = "At once"
    form.submit("transition", value="publish", status=303)
    admin.commit()
    assert admin.site["news"]["at-once"].state == "published"
    admin.be("contributor")
    admin.browser.post(
        "/news/@@add/Document", {"f-title": "Sly", "transition": "publish"}, status=403
    )
    admin.commit()
    assert "sly" not in admin.site["news"]


# forms that come too late


def test_a_page_that_was_deleted_gives_the_words_back_and_keeps_them(admin: Admin) -> None:
    form = admin.form(f"{PAGE}/@@edit")
    form["f-title"], form["f-body"] = "Written for hours", "<p>Long</p>"
    admin.form(f"{PAGE}/@@delete").submit(status=303)
    answer = form.submit(status=404, headers=OWN)
    assert "was moved to the trash" in answer
    assert "<p>Long</p>" in [each.text.strip() for each in answer.html.select("textarea")]
    assert answer.html.select_one("form") is None
    restore = answer.click("Restore the page")
    sheet(restore).submit(status=303)
    assert admin.form(f"{PAGE}/@@edit")["f-title"].value == "Written for hours"


def test_a_page_that_was_moved_takes_the_form_at_its_new_place(admin: Admin) -> None:
    form = admin.form(f"{PAGE}/@@edit")
    form["f-title"] = "Moved along"
    renamed = admin.form(f"{PAGE}/@@rename")
    renamed["new-name"] = "elsewhere"
    renamed.submit(status=303)
    answer = form.submit(status=404, headers=OWN)
    assert "The page has another address now" in answer
    again = next(each for each in answer.forms.values() if each.action.endswith("@@edit"))
    assert again.action == "/news/elsewhere/@@edit"
    again.submit(status=303, headers=OWN)
    admin.commit()
    assert admin.site["news"]["elsewhere"].title == "Moved along"


def test_a_right_that_is_gone_gives_the_words_back(admin: Admin) -> None:
    node: Document = admin.site["news"]["draft"]
    node.owner = admin.people["contributor"].uid
    admin.commit()
    admin.be("contributor")
    form = admin.form(f"{PAGE}/@@edit")
    form["f-title"] = "Almost"
    node.retract("review")
    admin.commit()
    answer = form.submit(status=403, headers=OWN)
    assert "You may not do this here any more" in answer
    assert answer.html.select_one("#typed-1").text.strip() == "Almost"
    admin.commit()
    node.retract("draft")
    admin.commit()
    sheet(answer).submit(status=303, headers=OWN)
    assert user_principal(node.owner)
    admin.commit()
    assert as_edited(node).title == "Almost"

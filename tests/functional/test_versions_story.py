"""What is changed of a published page waits, is looked at, published or discarded; and nothing is lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from admin_site import Admin, admin_site, sheet

from contentsite.security.principal import user_principal
from contentsite.settings import SETTINGS
from contentsite.types.document import Document
from contentsite.versions.history import last_of, version_of
from contentsite.versions.preview import preview_token


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site() as found:
        found.be("editor")
        yield found


def said(answer: Any) -> str:
    found = answer.html.select_one(".said")
    return found.p.text.strip() if found else ""


def reason(answer: Any) -> str:
    return answer.html.select_one(".problems li").text


def change(admin: Admin, title: str, button: str = "", address: str = "/news/opened") -> Any:
    form = admin.form(f"{address}/@@edit")
    form["f-title"] = title
    return form.submit(*([button] if button else []), status=303).follow()


def changes(answer: Any) -> Any:
    return answer.forms["changes"]


def public(admin: Admin, address: str = "/news/opened") -> str:
    """Return what a visitor sees."""
    other = type(admin.browser)(admin.browser.app, extra_environ={"HTTP_HOST": "localhost"})
    return str(other.get(address, status="*").text)


def test_a_published_page_is_changed_looked_at_and_published(admin: Admin) -> None:
    answer = change(admin, "Reopened")
    assert "once they are published" in said(answer)
    assert sheet(answer)["f-title"].value == "Reopened"
    assert "with unpublished changes" in answer.html.select_one(".writing-bar .badge").text
    for address in ("/news/opened", "/news", "/news/@@feed"):
        assert "Reopened" not in public(admin, address), address

    state = admin.browser.get("/news/opened/@@state")
    assert (state.html.select_one("ins").text, state.html.select_one("del").text) == (
        "Reopened",
        "Opened",
    )
    done = changes(state).submit("changes", value="publish", status=303).follow()
    assert said(done) == "The changes are published."
    assert done.html.select_one(".head .badge").text == "Published"
    for address in ("/news/opened", "/news", "/news/@@feed"):
        assert "Reopened" in public(admin, address), address
    admin.commit()
    versions = [(e.number, e.what, e.name) for e in _versions(admin.site["news"]["opened"])]
    assert versions == [(3, "published", "editor"), (2, "saved", "editor"), (1, "begun", "")]


def _versions(node: Any) -> list[Any]:
    return [version_of(node, n) for n in range(last_of(node).number, 0, -1)]


def test_save_and_publish_in_one(admin: Admin) -> None:
    answer = change(admin, "At once", "publish")
    assert said(answer) == "“At once” was saved."
    assert "At once" in public(admin)


def test_discard(admin: Admin) -> None:
    change(admin, "Never")
    done = changes(admin.browser.get("/news/opened/@@state")).submit(
        "changes", value="discard", status=303
    )
    assert said(done.follow()).startswith("The changes were discarded.")
    assert sheet(admin.browser.get("/news/opened/@@edit"))["f-title"].value == "Opened"


def test_two_publish_at_once_and_one_is_told(admin: Admin) -> None:
    change(admin, "Reopened")
    one = changes(admin.browser.get("/news/opened/@@state"))
    two = changes(admin.browser.get("/news/opened/@@state"))
    one.submit("changes", value="publish", status=303)
    answer = two.submit("changes", value="publish", status=422)
    assert reason(answer).startswith("There are no unpublished changes: somebody has published")
    answer = admin.browser.post("/news/opened/@@state", {"changes": "discard"}, status=422)
    assert "somebody has published" in reason(answer)


def test_what_is_published_is_what_was_looked_at(admin: Admin) -> None:
    change(admin, "Reopened")
    looked = changes(admin.browser.get("/news/opened/@@state"))
    change(admin, "Reopened again")
    answer = looked.submit("changes", value="publish", status=422)
    assert "Look again" in reason(answer)
    assert "Reopened" not in public(admin)


def test_two_edit_the_working_copy(admin: Admin) -> None:
    change(admin, "First")
    form = admin.form("/news/opened/@@edit")
    change(admin, "Second")
    form["f-title"] = "Third"
    assert "Somebody else has changed the same" in reason(form.submit(status=422))


def test_the_history_compares_and_restores(admin: Admin) -> None:
    form = admin.form("/news/draft/@@edit")
    form["f-title"], form["comment"] = "Yak", "a better animal"
    form.submit(status=303)
    page = admin.browser.get("/news/draft/@@edit").click("History")
    rows = [row.text for row in page.html.select(".versions tbody tr")]
    assert len(rows) == 2
    assert "a better animal" in rows[0]
    assert "Title" in rows[0]
    compared = page.forms["choice"].submit()
    assert compared.html.select_one(".differences ins").text == "Yak"
    assert compared.html.select_one(".differences del").text == "Zanzibar"
    looked = admin.browser.get("/news/draft/@@version?number=1")
    assert looked.html.h1.text == "Zanzibar"
    assert looked.headers["Cache-Control"] == "no-store"
    form = next(f for f in page.forms.values() if "number" in f.fields)
    assert said(form.submit("number", value="1", status=303).follow()).startswith(
        "“Zanzibar” is as"
    )
    admin.commit()
    assert admin.site["news"]["draft"].title == "Zanzibar"
    answer = admin.browser.post("/news/draft/@@history", {"number": "1"}, status=303)
    assert "is like that already" in said(answer.follow())


def test_restoring_what_somebody_edits_meanwhile(admin: Admin) -> None:
    change(admin, "Yak", address="/news/draft")
    page = admin.browser.get("/news/draft/@@history")
    form = next(f for f in page.forms.values() if "number" in f.fields)
    change(admin, "Zebu", address="/news/draft")
    assert "Look again" in reason(form.submit("number", value="1", status=422))
    admin.commit()
    assert admin.site["news"]["draft"].title == "Zebu"


@pytest.mark.parametrize("number", ["", "0", "9", "x", "9" * 40, "9" * 5_000, "²"])
def test_a_version_that_is_not_there(admin: Admin, number: str) -> None:
    answer = admin.browser.post("/news/draft/@@history", {"number": number}, status=422)
    assert reason(answer).startswith("There is no such version")


def test_addresses_that_name_no_version(admin: Admin) -> None:
    admin.browser.get("/news/draft/@@version?number=7", status=404)
    admin.browser.get("/news/draft/@@version?number=x", status=400)
    admin.browser.get("/news/draft/@@version", status=400)
    answer = admin.browser.get("/news/draft/@@history?one=1&two=9")
    assert "One of them is not there" in answer
    admin.browser.get(f"/news/draft/@@history?one={'9' * 30}&two=1", status=400)


def test_a_version_with_a_field_that_is_gone_and_one_that_is_refused(admin: Admin) -> None:
    change(admin, "Yak", address="/news/draft")
    admin.commit()
    first = version_of(admin.site["news"]["draft"], 1)
    first._own = {**first.stored, "hall": "The Old Granary"}
    admin.commit()
    answer = admin.browser.post("/news/draft/@@history", {"number": "1"}, status=303)
    assert "but for what this type of page has no more" in said(answer.follow())
    first._own = {**first.stored, "title": "two\nlines"}
    admin.commit()
    answer = admin.browser.post("/news/draft/@@history", {"number": "1"}, status=422)
    assert reason(answer).startswith("It cannot be as it was: Title: Must be a single line")


def test_the_preview_link(admin: Admin) -> None:
    change(admin, "Reopened")
    address = admin.browser.get("/news/opened/@@state").html.find("a", string="Preview link")[
        "href"
    ]
    admin.be("")
    seen = admin.browser.get(address)
    assert seen.html.h1.text == "Reopened"
    assert seen.headers["Referrer-Policy"] == "no-referrer"
    assert seen.headers["X-Robots-Tag"] == "noindex"
    path = address.removeprefix("http://localhost")
    admin.browser.get(path.replace("/news/opened/", "/news/draft/"), status=404)
    admin.browser.get(path[:-1] + ("0" if path[-1] != "0" else "1"), status=404)
    admin.browser.get("/news/opened/@@preview", status=404)
    admin.browser.get("/news/opened/@@preview?token=%00.x", status="4*")


def test_a_preview_link_that_has_expired(admin: Admin) -> None:
    secret = admin.browser.app.registry[SETTINGS].security.secret.get_secret_value()
    uid = admin.site["news"]["draft"].uid
    token = preview_token(secret, uid, datetime.now(UTC) - timedelta(days=9), 1)
    admin.be("")
    answer = admin.browser.get(f"/news/draft/@@preview?token={token}", status=410)
    assert "Zanzibar" not in answer


def test_the_preview_of_a_draft(admin: Admin) -> None:
    address = admin.browser.get("/news/draft/@@state").html.find("a", string="Preview link")["href"]
    admin.be("")
    admin.browser.get("/news/draft", status=404)
    assert admin.browser.get(address).html.h1.text == "Zanzibar"


def test_an_owner_changes_a_copy_and_no_more(admin: Admin) -> None:
    mine = admin.site["news"].add("mine", Document(title="Mine"))
    mine.owner = admin.people["contributor"].uid
    mine.publish()
    admin.commit()
    admin.be("contributor")
    answer = change(admin, "Still mine", address="/news/mine")
    assert "Save and publish" not in answer
    form = admin.form("/news/mine/@@edit")
    admin.browser.post(
        "/news/mine/@@edit", {**dict(form.submit_fields()), "publish": "yes"}, status=403
    )
    state = admin.browser.get("/news/mine/@@state")
    assert "Publish these changes" not in state
    admin.browser.post("/news/mine/@@state", {"changes": "publish"}, status=403)
    admin.browser.get("/news/mine/@@rename", status=403)
    admin.browser.post("/news/mine/@@delete", status=403)
    assert "Still mine" not in public(admin, "/news/mine")
    admin.be("reader")
    assert "Still mine" not in admin.browser.get("/news/mine/@@state")
    admin.browser.get("/news/mine/@@history", status=403)
    admin.browser.get("/news/mine/@@version?number=1", status=403)
    admin.be("reviewer")
    state = admin.browser.get("/news/mine/@@state")
    assert "Still" in state.html.select_one("ins").text
    changes(state).submit("changes", value="publish", status=303)
    assert "Still mine" in public(admin, "/news/mine")


def test_taken_back_it_has_what_was_changed(admin: Admin) -> None:
    change(admin, "Reopened")
    sheet_ = next(
        form
        for form in admin.browser.get("/news/opened/@@state").forms.values()
        if "publish-at" in form.fields
    )
    sheet_.submit("transition", value="retract", status=303)
    admin.commit()
    node = admin.site["news"]["opened"]
    assert (node.title, node._working) == ("Reopened", None)


def test_a_long_history_comes_in_pages(admin: Admin) -> None:
    node = admin.site["news"]["draft"]
    for number in range(60):
        node.update({"title": f"n{number}"})
        admin.commit()
    page = admin.browser.get("/news/draft/@@history")
    assert len(page.html.select(".versions tbody tr")) == 50
    older = page.click("Next page")
    assert len(older.html.select(".versions tbody tr")) == 11
    assert user_principal("x") not in older


def test_a_folder_marks_what_has_unpublished_changes(admin: Admin) -> None:
    def marked() -> list[str]:
        rows = admin.browser.get("/news/@@contents").html.select(".grid tbody tr")
        return [row.th.text for row in rows if "Unpublished changes" in row.text]

    assert marked() == []
    change(admin, "Reopened")
    # those who work on it see its new title
    assert marked() == ["Reopened"]
    admin.be("reader")
    assert marked() == []
    assert "Reopened" not in admin.browser.get("/news/@@contents")


def test_what_is_changed_past_the_working_copy_is_told(admin: Admin) -> None:
    change(admin, "Reopened")
    admin.commit()
    assert "changed otherwise" not in admin.browser.get("/news/opened/@@state")
    admin.site["news"]["opened"].update({"title": "By a script", "tags": ("x",)})
    admin.commit()
    edited = admin.browser.get("/news/opened/@@edit")
    (told,) = edited.html.select("main p.warning")
    assert "with unpublished changes" in edited.html.select_one("main .pending").text
    assert "changed otherwise" in told.text
    assert "Title, Tags" in told.text
    state = edited.click("^Compare$")
    heads = [" ".join(each.text.split()) for each in state.html.select(".differences tbody th")]
    assert heads == ["Title", "Title Publishing replaces it.", "Tags"]
    changes(state).submit("changes", value="publish", status=303)
    assert "Reopened" in public(admin)
    admin.commit()
    assert version_of(admin.site["news"]["opened"], 4).stored["title"] == "By a script"


PLUGIN = '''
from contentsite import Document, content, page_view


@content(default_view="other")
class Odd(Document):
    """A page that shows another view of itself."""


@page_view(Odd, name="other", renderer="string")
def other(context, request):
    return f"other view of {context.title}"
'''


def test_the_preview_of_a_type_with_another_default_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd_types.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "odd_types", raising=False)
    with admin_site("odd_types") as admin:
        odd = admin.site["news"].add("odd", sys.modules["odd_types"].Odd(title="Odd"))
        admin.commit()
        admin.be("editor")
        state = admin.browser.get("/news/odd/@@state")
        link = state.html.find("a", string="Preview link")["href"]
        assert admin.browser.get("/news/odd/@@version?number=1").text == "other view of Odd"
        admin.be("")
        assert admin.browser.get(link).text == "other view of Odd"
        admin.browser.get("/news/odd/@@other", status=404)
        odd.publish()
        admin.commit()
        admin.be("editor")
        change(admin, "Odder", address="/news/odd")
        admin.be("")
        assert admin.browser.get(link).text == "other view of Odder"
        assert admin.browser.get("/news/odd").text == "other view of Odd"

"""What stands around the forms: where one is, how large a page is, and what happens to what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from admin_site import Admin, admin_site, sheet
from PIL import Image as Picture
from webtest import Upload

from contentsite.security.csrf import HEADER
from contentsite.security.people import people_of
from contentsite.security.user import Group
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.working import as_edited

OWN = {"Origin": "http://localhost"}
_STREAM = BytesIO()
Picture.new("RGB", (8, 6), "teal").save(_STREAM, "PNG")
PNG = _STREAM.getvalue()


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site() as found:
        found.be("manager")
        yield found


def titles(answer: Any) -> list[str]:
    return [each.text.strip() for each in answer.html.select(".grid tbody th")]


def current(answer: Any, nav: str) -> list[str]:
    """Return what a navigation marks as where one is."""
    found = answer.html.select(f".{nav} [aria-current]")
    return [f"{each.text.strip()}: {each['aria-current']}" for each in found]


def test_screens_of_the_whole_site_are_in_their_section(admin: Admin) -> None:
    user = admin.people["reader"].uid
    group = people_of(admin.site).add_group(Group(name="desk", title="Desk")).uid
    admin.commit()
    places = {
        "/@@people": ["People: page"],
        "/@@add-person": ["People: true"],
        f"/@@person/{user}": ["People: true"],
        "/@@groups": ["Groups: page"],
        "/@@add-group": ["Groups: true"],
        f"/@@group/{group}": ["Groups: true"],
        "/@@audit": ["Audit log: page"],
        "/@@jobs": ["Jobs: page"],
        "/@@account": [],
    }
    for path, section in places.items():
        answer = admin.browser.get(path)
        assert current(answer, "side-nav") == section, path
        assert current(answer, "side-tree") == [], path
    for path, node in {"/@@edit": admin.site.title, "/news/@@audit": "News"}.items():
        answer = admin.browser.get(path)
        assert current(answer, "side-nav") == [], path
        assert current(answer, "side-tree") == [f"{node}: page"], path


def test_a_page_of_a_full_folder_is_small(admin: Admin) -> None:
    folder = admin.site["news"].add("conferences-and-fairs", Folder(title="Conferences"))
    for number in range(50):
        title = f"A page with a title of usual length {number}"
        folder.add(f"a-page-of-usual-length-{number}", Document(title=title))
    admin.commit()
    for screen in ("@@contents", "@@order"):
        answer = admin.browser.get(f"/news/conferences-and-fairs/{screen}")
        assert len(answer.html.select(".grid tbody tr")) == 50
        assert len(answer.body) <= 60_000, screen
    dots = admin.browser.get("/news/conferences-and-fairs/@@contents").html.select("#rows .dots")
    menu = admin.browser.get(f"/news/conferences-and-fairs/{dots[0]['href'][2:]}")
    assert menu.click("Rename").html.select_one("h1").text.endswith("length 0")


def test_relative_addresses_of_odd_names(admin: Admin) -> None:
    for name in ("a:b", "javascript:alert(1)", "über & so", "100%"):
        admin.site["news"].add(name, Document(title="Odd"))
    admin.commit()
    page = admin.browser.get("/news/@@contents")
    links = [each["href"] for each in page.html.select("#rows a")]
    for href in links:
        assert href.startswith("./")
        admin.browser.get(f"/news/{href[2:]}", status=200)
    assert len(links) == 12


def test_the_order_has_a_screen_of_its_own(admin: Admin) -> None:
    page = admin.browser.get("/news/@@contents").click("Order")
    form = [each for each in page.forms.values() if "child" in each.fields][1]
    assert form["child"].value == "draft"
    after = form.submit("to", value="up").follow()
    assert titles(after)[0] == "Zanzibar"
    assert after.html.select_one("[autofocus]")["value"] == "up"
    assert after.html.select_one(".moved th").text.strip() == "Zanzibar"
    admin.commit()
    admin.site["news"].update({"sorting": "title"})
    admin.commit()
    told = admin.browser.get("/news/@@order", status=303).follow()
    assert "choose the manual sorting" in told
    assert not told.html.select("a[href$='@@order']")


def test_listings_and_language_are_details_of_a_page(admin: Admin) -> None:
    form = admin.form("/news/opened/@@edit")
    node = admin.site["news"]["opened"]
    form.fields["f-listed"][-1].checked = False
    form["f-language"] = "PT-br"
    form.submit(status=303)
    admin.commit()
    assert (node.listed, node.language) == (False, "pt-BR")
    assert "Opened" not in admin.browser.get("/news").html.select_one("main").text
    row = admin.browser.get("/news/@@contents").html.select_one(".grid tbody tr")
    assert "unlisted" in row.text
    assert "pt-BR" in admin.form("/news/opened/@@edit")["f-language"].value
    log = admin.browser.get("/news/opened/@@audit").text
    assert "listed" in log
    assert "language" in log


@pytest.mark.parametrize("odd", ["english!", "e", "x" * 99, "en_GB", "<b>", "en-", "\u0435n"])
def test_a_language_that_is_none_is_refused(admin: Admin, odd: str) -> None:
    for path in ("/news/opened/@@edit", "/news/@@add/Document"):
        form = admin.form(path)
        form["f-title"], form["f-language"] = "Other", odd
        answer = form.submit(status=422)
        assert "language tag" in answer.html.select_one("#f-language-error").text
        assert sheet(answer)["f-language"].value == odd
    admin.commit()
    assert admin.site["news"]["opened"].title == "Opened"
    assert "other" not in admin.site["news"]


def test_a_new_page_has_its_details(admin: Admin) -> None:
    form = admin.form("/news/@@add/Document")
    form["f-title"], form["f-language"] = "Quiet", "de"
    form.fields["f-listed"][-1].checked = False
    form.submit(status=303)
    admin.commit()
    assert (admin.site["news"]["quiet"].listed, admin.site["news"]["quiet"].language) == (
        False,
        "de",
    )


def test_the_site_has_a_language_and_stands_in_no_listing(admin: Admin) -> None:
    form = admin.form("/@@edit")
    assert "f-listed" not in form.fields
    form["f-language"] = "de"
    form.submit(status=303)
    assert admin.browser.get("/").html.html["lang"] == "de"


def test_why_gives_states_their_titles(admin: Admin) -> None:
    admin.site["news"].retract("review")
    admin.commit()
    answer = admin.browser.get("/news/opened/@@why?user=reader&permission=edit")
    badges = [each.text.strip() for each in answer.html.select(".levels .badge")]
    assert badges == ["Published", "In review", "Published"]


def test_cards_say_no_word_of_a_closed_site(admin: Admin) -> None:
    paths = ("/@@sign-in", "/@@forgotten", "/@@reset?token=none")
    admin.be("")
    for path in paths:
        assert admin.site.title in admin.browser.get(path, status="*").text
    admin.site.retract()
    admin.commit()
    for path in paths:
        assert admin.site.title not in admin.browser.get(path, status="*").text


def test_what_was_typed_outlives_the_session(admin: Admin) -> None:
    for path in ("/news/opened/@@edit", "/news/@@add/Document"):
        admin.be("editor")
        form = admin.form(path)
        form["f-title"] = "Hours of <work>"
        form["f-body"] = "\n<p>One</p>\n<p>Two</p>"
        admin.be("")
        kept = form.submit(status=403, headers=OWN)
        assert kept.headers["Cache-Control"] == "no-store"
        assert kept.html.select_one("a[target=_blank]")["href"] == "/@@sign-in"
        admin.be("editor")
        # the form has the token of the visitor that he was
        stale = {**OWN, HEADER: kept.forms[0]["csrf_token"].value}
        again = sheet(kept).submit(status=403, headers=stale)
        assert "You are signed in as" in again
        sheet(again).submit(status=303, headers=OWN)
        admin.commit()
    news = admin.site["news"]
    for node in (news["opened"], news["hours-of-work"]):
        assert as_edited(node).title == "Hours of <work>"
        assert "<p>One</p>" in as_edited(node).body


def test_a_late_form_tells_visitors_nothing(admin: Admin) -> None:
    admin.be("")
    answers = []
    for path in ("/hidden/child/@@edit", "/hidden/none/@@edit", "/none/@@edit", "/news/@@edit"):
        sent = {"f-title": "T", "csrf_token": "x", "password": "secret"}
        answer = admin.browser.post(path, sent, headers=OWN, status=403)
        assert "secret" not in answer
        assert 'value="T"' in answer
        token = answer.html.select_one("[name=csrf_token]")["value"]
        answers.append(answer.text.replace(path, "").replace(token, ""))
    assert len(set(answers)) == 1


def test_only_a_browser_that_says_so_sends_a_form_of_this_site(admin: Admin) -> None:
    admin.be("")
    sent = {"f-title": "Evil"}
    for headers in ({}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        answer = admin.browser.post("/news/@@edit", sent, headers=headers, status="*")
        assert "Evil" not in answer.text
    slashes = admin.browser.post("//evil.example/@@edit", sent, headers=OWN, status="*")
    assert 'action="//' not in slashes.text
    admin.be("reader")
    answer = admin.browser.post("/news/@@edit", sent, headers=OWN, status=403)
    assert answer.html.select_one("#typed-1").text.strip() == "Evil", "his own words come back"
    assert "You may not do this here" in answer


def test_who_adds_a_picture_comes_to_it(admin: Admin) -> None:
    """A picture is public at once; what its owner changes of it waits in the working copy."""
    admin.be("contributor")
    form = admin.form("/news/@@add/Image")
    form["f-title"] = "Blue"
    form["f-image"] = Upload("blue.png", PNG, "image/png")
    answer = form.submit(status=303).follow(status=200)
    assert answer.request.path == "/news/blue/@@edit"
    assert answer.html.select_one(".said").p.text.strip() == "“Blue” was added."

"""A type of a plug-in, with a field of every kind and no widget, is created, edited and read in the browser."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from admin_site import Admin, sheet
from every_field import Colour, Everything, Point
from PIL import Image as Picture
from webtest import Upload

from contentsite.security.acl import BLOCK, set_acl
from contentsite.security.people import people_of
from contentsite.types.image import Image
from contentsite.versions.working import as_edited

PNG = io.BytesIO()
Picture.new("RGB", (40, 30), "teal").save(PNG, "PNG")

TYPED = {
    "title": "All of it",
    "line": "One line",
    "needed": "words",
    "lines": "a\r\nb",
    "marked": "# M\r\n\r\nText",
    "rich": "<p>One</p>\r\n<p>Two</p>",
    "flag": True,
    "maybe": "no",
    "count": "7",
    "some_count": "",
    "share": "1.5",
    "price": "12.50",
    "day": "2026-11-01",
    "moment": "2026-11-01T19:30",
    "bare_moment": "2026-07-01T08:00",
    "size": "large",
    "level": "2",
    "hue": "green",
    "words": 'news, "Paris, France", news',
    "link": "/news/opened",
    "one": "/news/opened",
    "shown": "",
    "several": "/news\r\n/news/opened",
    "mail": "ada@example.org",
    "colour": "green",
    "places": "north\r\nsouth",
    "point": "[1.5, 2]",
}


def filled(form: Any, **values: Any) -> Any:
    for name, value in {**TYPED, **values}.items():
        if name == "flag":
            form.fields["f-flag"][-1].checked = value
        else:
            form[f"f-{name}"] = value
    return form


def test_it_is_created_edited_and_read(admin: Admin) -> None:
    user = people_of(admin.site).user(admin.people["editor"].uid)
    user.update({"time_zone": "Europe/Vienna"})
    admin.commit()
    form = filled(admin.form("/news/@@add/Everything"))
    form["f-paper"] = Upload("../../words.txt", b"words")
    form["f-photo"] = Upload("photo.gif", PNG.getvalue())
    answer = form.submit(status=303)
    assert answer.location == "http://localhost/news/all-of-it/@@edit"
    edit = answer.follow()
    assert "“All of it” was added." in edit
    admin.commit()
    node = admin.site["news"]["all-of-it"]
    opened = admin.site["news"]["opened"]
    assert isinstance(node, Everything)
    stored = {name: getattr(node, name) for name in TYPED}
    assert stored == {
        **TYPED,
        "lines": "a\nb",
        "marked": "# M\n\nText",
        "rich": "<p>One</p>\n<p>Two</p>",
        "maybe": False,
        "count": 7,
        "some_count": None,
        "share": 1.5,
        "price": Decimal("12.50"),
        "day": date(2026, 11, 1),
        "level": 2,
        "words": ("news", "Paris, France"),
        "link": f"uid:{opened.uid}",
        "one": opened.uid,
        "shown": None,
        "several": (admin.site["news"].uid, opened.uid),
        "colour": Colour.GREEN,
        "places": ("north", "south"),
        "point": Point(1.5, 2.0),
        # by the clock of Vienna, which is on summer time in July
        "moment": datetime(2026, 11, 1, 19, 30, tzinfo=timezone(timedelta(hours=1))),
        "bare_moment": datetime(2026, 7, 1, 6, 0, tzinfo=UTC),
    }
    assert (node.paper.filename, node.paper.content_type, node.paper.size) == (
        "words.txt",
        "text/plain",
        5,
    )
    assert (node.photo.content_type, node.photo.width) == ("image/png", 40)
    assert (node.owner, node.creator, node.state) == (user.uid, "Editor", "draft")

    # saved as it is, nothing changes
    before = {name: getattr(node, name) for name in type(node).fields()}, node.modified
    answer = sheet(edit).submit(status=303)
    admin.commit()
    assert ({name: getattr(node, name) for name in type(node).fields()}, node.modified) == before

    form = sheet(answer.follow())
    form["f-title"], form["f-count"], form["f-colour"] = "Other", "8", "red"
    form.fields["f-flag"][-1].checked = False
    form["f-point"], form["f-several"] = "", ""
    form["f-paper.remove"] = True
    form.submit(status=303)
    admin.commit()
    assert (node.title, node.count, node.colour, node.flag) == ("Other", 8, Colour.RED, False)
    assert (node.point, node.several, node.paper) == (None, (), None)
    assert node.photo is not None
    assert "Other" in admin.browser.get("/news/all-of-it")


WRONG = {
    "title": ("  ", "Must be filled in."),
    "line": ("x" * 501, "Must have at most 500 characters."),
    "needed": ("x", "Must have at least 2 characters."),
    "count": ("many", "Must be a whole number."),
    "some_count": ("100000000000000000000000.5", "Must be a whole number."),
    "share": ("nan", "Must be a number."),
    "price": ("a lot", "Must be a number."),
    "day": ("2026-02-30", "Must be a day, such as 2026-11-01."),
    "moment": ("yesterday", "Must be a day and a time, such as 2026-11-01 19:30."),
    "bare_moment": ("0001-01-01T00:00", ""),
    "words": ("x" * 101, "Must have at most 100 characters."),
    "link": ("javascript:alert(1)", "Must begin with http:, https:, mailto:, tel: or /."),
    "one": ("/none", "There is no page at /none that you may see."),
    "shown": ("/news", "'News' is no Image."),
    "several": ("/news\nhttps://example.org/", "There is no page at https://example.org/ that you"),
    "mail": ("x" * 201, "Must have at most 200 characters."),
    "colour": ("blue", "Must be 'red' or 'green'."),
    "point": ("nowhere", "Must be"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    admin: Admin, name: str
) -> None:
    given, reason = WRONG[name]
    form = filled(admin.form("/news/@@add/Everything"), **{name: given})
    if not reason:
        form.submit(status=303)
        return
    answer = form.submit(status=422)
    page = answer.html
    control = page.find(id=f"f-{name}")
    assert control["aria-invalid"] == "true"
    assert f"f-{name}-error" in control["aria-describedby"]
    assert reason in page.find(id=f"f-{name}-error").text
    assert [link["href"] for link in page.select(".problems a")] == [f"#f-{name}"]
    again = sheet(answer)
    for other, value in {**TYPED, name: given}.items():
        if other != "flag":
            typed = value.replace("\r\n", "\n")
            assert again[f"f-{other}"].value.replace("\r\n", "\n") == typed
    assert again.fields["f-flag"][-1].checked
    admin.commit()
    assert "all-of-it" not in admin.site["news"]


def test_what_cannot_be_chosen_is_refused(admin: Admin) -> None:
    for name, given in (("size", "huge"), ("level", "9"), ("hue", "blue"), ("maybe", "perhaps")):
        form = filled(admin.form("/news/@@add/Everything"))
        form[f"f-{name}"].force_value(given)
        answer = form.submit(status="*")
        if name == "maybe":
            assert answer.status_int == 303
            continue
        assert answer.status_int == 422
        assert answer.html.find(id=f"f-{name}-error") is not None


def test_rules_that_span_fields_are_asked(admin: Admin) -> None:
    answer = filled(admin.form("/news/@@add/Everything"), share="9").submit(status=422)
    assert "Must not be more than the count." in answer.html.find(id="f-share-error").text


def test_wrong_uploads(admin: Admin) -> None:
    form = filled(admin.form("/news/@@add/Everything"))
    form["f-photo"] = Upload("photo.png", b"no picture")
    answer = form.submit(status=422)
    assert "photo.png: it is no picture of a known kind." in answer
    form = filled(admin.form("/news/@@add/Everything"))
    fields = [(name, value) for name, value in form.submit_fields() if name != "f-photo"]
    text = [(name, value) for name, value in fields if isinstance(value, str)]
    answer = admin.browser.post("/news/@@add/Everything", [*text, ("f-photo", "x")], status=422)
    assert "A file is wanted here, not a text." in answer
    title = [pair for pair in text if pair[0] != "f-title"]
    answer = admin.browser.post(
        "/news/@@add/Everything", title, upload_files=[("f-title", "t.txt", b"x")], status=422
    )
    assert "A text is wanted here, not a file." in answer


def test_fields_stand_in_their_groups(admin: Admin) -> None:
    page = admin.browser.get("/news/@@add/Everything").html
    groups = {each.legend.text: each for each in page.select("fieldset:not(.blocks)")}
    assert list(groups) == ["Words", "Numbers"]
    assert page.select_one(".details").find(id="f-language") is not None
    assert groups["Numbers"].find(id="f-price") is not None
    assert page.find("label", attrs={"for": "f-line"}).text == "A line"
    assert page.find(id="f-line-hint").text == "One line of words."
    banned = {"action", "name", "id", "method"}
    assert banned.isdisjoint(each.get("name") for each in page.select("main [name]"))


def test_what_is_no_field_is_not_looked_at(admin: Admin) -> None:
    form = admin.form("/news/opened/@@edit")
    more = [("f-state", "draft"), ("f-uid", "0" * 32), ("f-owner", "x"), ("state", "draft")]
    more += [("f-acl", "x"), ("f-__class__", "x"), ("f-__parent__", "/")]
    admin.browser.post("/news/opened/@@edit", [*form.submit_fields(), *more], status=303)
    admin.commit()
    node = admin.site["news"]["opened"]
    assert (node.state, node.owner, node.acl) == ("published", "", None)
    assert "f-state" not in vars(node)
    # and what is not sent stays as it is
    admin.browser.post("/news/opened/@@edit", {"f-title": "Only this"}, status=303)
    admin.commit()
    seen = as_edited(node)
    assert (seen.title, seen.body) == ("Only this", "<p>Yes.</p>")


def test_references_to_what_one_may_not_see_stay_and_are_not_told(admin: Admin) -> None:
    site = admin.site
    opened = site["news"]["opened"]
    hidden = site["hidden"]["child"]
    lost = Image(title="Xenops")
    opened.update({"related": (hidden.uid, site["news"].uid), "picture": lost.uid})
    set_acl(site["hidden"], [BLOCK])
    admin.commit()
    answer = admin.browser.get("/news/opened/@@edit")
    for secret in (hidden.uid, "Okapi", "Quagga", "hidden/child"):
        assert secret not in answer
    form = sheet(answer)
    assert form["f-related"].value == "/news"
    form["f-title"] = "Opened again"
    form.submit(status=303)
    admin.commit()
    assert opened.related == (hidden.uid, site["news"].uid)
    assert opened.picture == lost.uid
    form = admin.form("/news/opened/@@edit")
    form["f-related"], form["f-picture.remove"] = "/news/draft", True
    form.submit(status=303)
    admin.commit()
    seen = as_edited(opened)
    assert seen.related == (site["news"]["draft"].uid, hidden.uid)
    assert seen.picture is None


def test_times_that_there_are_not(admin: Admin) -> None:
    user = people_of(admin.site).user(admin.people["editor"].uid)
    user.update({"time_zone": "Europe/Vienna"})
    admin.commit()
    form = filled(admin.form("/news/@@add/Everything"), moment="2027-03-28T02:30")
    assert "The clocks of Europe/Vienna go forward then" in form.submit(status=422)

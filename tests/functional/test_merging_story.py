"""Two people, one page: what each has changed is there at the end, and who chooses sees both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from admin_site import Admin, admin_site, sheet
from PIL import Image as Picture
from webtest import Upload

from contentsite.types.document import Document
from contentsite.types.image import Image
from contentsite.versions.working import as_edited

PAGE = "/news/draft/@@edit"
START = {"title": "Zanzibar", "description": "Once", "tags": ()}


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site("every_field") as found:
        found.be("editor")
        yield found


def other(admin: Admin, path: str = PAGE, **values: str) -> None:
    """Let somebody else save values meanwhile."""
    admin.be("manager")
    form = admin.form(path)
    for name, text in values.items():
        form[f"f-{name}"] = text
    form.submit(status=303)
    admin.be("editor")


def told(answer: Any) -> list[str]:
    return [each.text for each in answer.html.select(".told li")]


def values(admin: Admin, *names: str) -> dict[str, Any]:
    admin.commit()
    node = admin.site["news"]["draft"]
    return {name: getattr(as_edited(node), name) for name in names}


# what mine and theirs make of a title that was "Zanzibar": None leaves it alone
TABLE = [
    (None, None, "Zanzibar"),
    ("Mine", None, "Mine"),
    (None, "Theirs", "Theirs"),
    ("Both", "Both", "Both"),
    ("Mine", "Theirs", "clash"),
    ("Zanzibar", "Theirs", "Theirs"),
    ("", "Theirs", "clash"),
]


@pytest.mark.parametrize(("mine", "theirs", "result"), TABLE)
def test_one_field(admin: Admin, mine: str | None, theirs: str | None, result: str) -> None:
    form = admin.form(PAGE)
    if theirs is not None:
        other(admin, title=theirs)
    if mine is not None:
        form["f-title"] = mine
    answer = form.submit(status="*")
    if result == "clash":
        assert answer.status_int == 422
        assert values(admin, "title") == {"title": theirs}
        assert sheet(answer)["f-title"].value == mine
        assert "Two of you changed the same" in answer
        return
    assert answer.status_int == 303
    assert values(admin, "title") == {"title": result}


def test_different_fields_merge_and_it_is_told(admin: Admin) -> None:
    form = admin.form(PAGE)
    other(admin, description="By the manager", tags="x, y")
    form["f-title"], form["f-body"] = "By the editor", "<p>Long</p>"
    after = form.submit(status=303).follow()
    assert told(after) == [
        "Manager changed “Description” meanwhile: both are kept.",
        "Manager changed “Tags” meanwhile: both are kept.",
    ]
    assert values(admin, "title", "description", "tags", "body") == {
        "title": "By the editor",
        "description": "By the manager",
        "tags": ("x", "y"),
        "body": "<p>Long</p>",
    }
    assert told(admin.browser.get(PAGE)) == [], "it is told once"


def test_what_was_merged_stays_merged_where_something_else_is_wrong(admin: Admin) -> None:
    form = admin.form(PAGE)
    other(admin, description="By the manager")
    form["f-title"], form["f-language"] = "By the editor", "!"
    answer = form.submit(status=422)
    assert told(answer) == ["Manager changed “Description” meanwhile: both are kept."]
    again = sheet(answer)
    assert (again["f-description"].value, again["f-title"].value) == (
        "By the manager",
        "By the editor",
    )
    again["f-language"] = "de"
    again.submit(status=303)
    assert values(admin, "title", "description")["description"] == "By the manager"


def test_both_are_shown_with_their_words_and_one_chooses(admin: Admin) -> None:
    for choice, result in (("mine", "<p>One red word</p>"), ("theirs", "<p>One blue word</p>")):
        other(admin, body="<p>One word</p>")
        form = admin.form(PAGE)
        other(admin, body="<p>One blue word</p>")
        form["f-body"] = "<p>One red word</p>"
        answer = form.submit(status=422)
        mine, theirs = answer.html.select(".clash-side")
        assert mine.h3.text.strip() == "Yours"
        assert theirs.h3.text.strip().startswith("Manager")
        assert (mine.select_one("ins").text, theirs.select_one("del").text) == ("red", "blue")
        # who has not chosen is asked again, and nothing is stored
        undecided = sheet(answer).submit(status=422)
        assert values(admin, "body") == {"body": "<p>One blue word</p>"}
        chosen = sheet(undecided)
        chosen["choose-body"] = choice
        chosen.submit(status=303)
        assert values(admin, "body") == {"body": result}


def test_a_merged_text_is_written_by_hand(admin: Admin) -> None:
    form = admin.form(PAGE)
    other(admin, description="Theirs")
    form["f-description"] = "Mine"
    answer = form.submit(status=422)
    assert answer.html.select_one(".choices textarea").text.strip() == "Theirs"
    again = sheet(answer)
    again["f-description"], again["choose-description"] = "Mine and theirs", "both"
    again.submit(status=303)
    assert values(admin, "description") == {"description": "Mine and theirs"}


def test_what_changes_again_while_one_chooses_is_asked_again(admin: Admin) -> None:
    form = admin.form(PAGE)
    other(admin, description="Second")
    form["f-description"] = "Mine"
    again = sheet(form.submit(status=422))
    other(admin, description="Third")
    again["choose-description"] = "mine"
    answer = again.submit(status=422)
    assert "Third" in answer.html.select(".clash-side")[1].text
    last = sheet(answer)
    last["choose-description"] = "mine"
    last.submit(status=303)
    assert values(admin, "description") == {"description": "Mine"}


def test_a_field_of_each_kind_clashes_and_is_shown(admin: Admin) -> None:
    mine_and_theirs = {
        "count": ("3", "4"),
        "day": ("2026-01-01", "2026-01-02"),
        "moment": ("2026-01-01T10:00", "2026-01-01T11:00"),
        "one": ("/news", "/news/opened"),
        "words": ("a", "b"),
        "size": ("large", "small"),
        "marked": ("*a*", "*b*"),
    }
    form = admin.form("/news/@@add/Everything")
    form["f-title"], form["f-needed"], form["f-size"] = "All", "xx", "large"
    form.submit(status=303)
    for name, (mine, theirs) in mine_and_theirs.items():
        form = admin.form("/news/all/@@edit")
        if name == "size":
            mine, theirs = theirs, mine
            other(admin, "/news/all/@@edit", needed="yy")
        other(admin, "/news/all/@@edit", **{name: theirs})
        form[f"f-{name}"] = mine
        answer = form.submit(status="*")
        if name == "size":
            assert answer.status_int == 303, "theirs is what there was: only mine has changed"
            continue
        assert answer.status_int == 422, name
        assert len(answer.html.select(".clash-side")) == 2, name
        again = sheet(answer)
        again[f"choose-{name}"] = "mine"
        again.submit(status=303)


def test_pictures_stand_side_by_side_and_the_file_is_asked_for_again(admin: Admin) -> None:
    admin.site["news"].add("lake", Image(title="Lake"))
    admin.commit()
    path = "/news/lake/@@edit"
    form = admin.form(path)
    admin.be("manager")
    theirs = admin.form(path)
    theirs["f-image"] = Upload("theirs.png", png("teal"), "image/png")
    theirs.submit(status=303)
    admin.be("editor")
    form["f-image"] = Upload("mine.png", png("red"), "image/png")
    answer = form.submit(status=422)
    sides = answer.html.select(".clash-side")
    assert "mine.png" in sides[0].text
    shown = admin.browser.get(sides[1].select_one("img")["src"])
    assert (shown.content_type, shown.body) == ("image/png", png("teal"))
    again = sheet(answer)
    again["choose-image"] = "mine"
    reasons = again.submit(status=422).html.select_one("#f-image-error").text
    assert "Choose the file again" in reasons
    again["f-image"] = Upload("mine.png", png("red"), "image/png")
    again.submit(status=303)
    admin.commit()
    assert admin.site["news"]["lake"].image.filename == "mine.png"


def png(colour: str) -> bytes:
    stream = BytesIO()
    Picture.new("RGB", (8, 6), colour).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize("marks", ["", "title", "title=zz", "title=" + "0" * 24, "=" * 2_000])
def test_marks_that_are_none_of_ours(admin: Admin, marks: str) -> None:
    """Who forges them gets a question at most; what he sends is his own."""
    other(admin, title="Theirs")
    sent = {"f-title": "Mine", "marks": marks}
    answer = admin.browser.post(PAGE, sent, status="*")
    assert answer.status_int == (422 if re.fullmatch(r"title=0{24}", marks) else 303)


def test_an_address_that_somebody_changed_meanwhile_stays_changed(admin: Admin) -> None:
    form = admin.form(PAGE)
    admin.be("manager")
    renamed = admin.form("/news/draft/@@rename")
    renamed["new-name"] = "island"
    renamed.submit(status=303)
    admin.be("editor")
    form["f-title"] = "Another"
    fields = dict(form.submit_fields())
    admin.browser.post("/news/island/@@edit", fields, status=303)
    admin.commit()
    assert admin.site["news"]["island"].title == "Another"


def test_a_script_that_changed_it_is_named_so(admin: Admin) -> None:
    form = admin.form(PAGE)
    node: Document = admin.site["news"]["draft"]
    node.update({"description": "By a script"})
    admin.commit()
    form["f-title"] = "Mine"
    assert told(form.submit(status=303).follow()) == [
        "A script changed “Description” meanwhile: both are kept."
    ]

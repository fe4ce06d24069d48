"""A version shows its own picture, a preview that of the working copy; visitors see the published one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from admin_site import Admin, admin_site
from bs4 import Tag
from PIL import Image as Picture
from webtest import Upload

from contentsite.files.store import store_file, store_image
from contentsite.testing import Browser
from contentsite.types.document import Document
from contentsite.types.file import File
from contentsite.types.image import Image


def png(color: str, width: int = 6) -> bytes:
    stream = io.BytesIO()
    Picture.new("RGB", (width, 3), color).save(stream, "PNG")
    return stream.getvalue()


TEAL, RED, GOLD = png("teal"), png("red", 8), png("gold", 10)


@pytest.fixture
def admin() -> Iterator[Admin]:
    """A published picture, which has been red in its working copy since it was teal."""
    with admin_site() as found:
        image = Image(title="Lake", alt="A lake", image=store_image(io.BytesIO(TEAL), "t.png"))
        found.site["news"].add("lake", image).publish()
        found.commit()
        found.be("editor")
        replace(found, RED)
        yield found


def replace(admin: Admin, data: bytes, **fields: str) -> None:
    form = admin.form("/news/lake/@@edit")
    form["f-image"] = Upload("new.png", data, "image/png")
    for name, value in fields.items():
        form[f"f-{name}"] = value
    form.submit(status=303)


def pictures(answer: Any) -> list[Tag]:
    return list(answer.html.select("main img"))


def data(browser: Any, picture: Any) -> bytes:
    found: bytes = browser.get(picture["src"]).body
    return found


def test_a_preview_shows_the_picture_that_is_not_published(admin: Admin) -> None:
    state = admin.browser.get("/news/lake/@@state")
    link = state.html.find("a", string="Preview link")["href"]
    visitor = Browser(admin.browser.app, extra_environ={"HTTP_HOST": "localhost"})
    page = visitor.get(link)
    (picture,) = pictures(page)
    assert data(visitor, picture) == RED
    answer = visitor.get(picture["src"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    (saved,) = page.html.select("main a[download]")
    assert visitor.get(saved["href"]).body == RED
    assert data(visitor, pictures(visitor.get("/news/lake"))[0]) == TEAL
    assert visitor.get("/news/lake/@@image").body == TEAL
    path = picture["src"].replace("field=image", "field=")
    for field in ("title", "alt", "uid", "_history", "none"):
        visitor.get(path + field, status=404)
    visitor.get(picture["src"].replace("token=1", "token=2"), status=404)
    visitor.get(picture["src"].replace("/lake/", "/opened/"), status=404)


def test_a_version_shows_its_own_also_after_a_pack(admin: Admin) -> None:
    replace(admin, GOLD)
    admin.browser.app.registry._zodb_databases[""].pack()
    for number, expected in ((1, TEAL), (2, RED), (3, GOLD)):
        page = admin.browser.get(f"/news/lake/@@version?number={number}")
        assert data(admin.browser, pictures(page)[0]) == expected
    admin.browser.get("/news/lake/@@version?number=1&field=title", status=404)
    admin.browser.get("/news/lake/@@version?number=9&field=image", status=404)
    admin.be("reader")
    admin.browser.get("/news/lake/@@version?number=2&field=image", status=403)


def test_two_are_compared_side_by_side(admin: Admin) -> None:
    replace(admin, GOLD, alt="A golden lake")
    page = admin.browser.get("/news/lake/@@history?one=1&two=3")
    before, after = pictures(page)
    assert (data(admin.browser, before), data(admin.browser, after)) == (TEAL, GOLD)
    assert (before["alt"], after["alt"]) == ("A lake", "A golden lake")
    assert (after["width"], after["height"]) == ("10", "3")
    assert [each.text.split(" ")[0] for each in page.html.select("figcaption")] == [
        "t.png",
        "new.png",
    ]


def test_what_is_not_published_stands_beside_what_is(admin: Admin) -> None:
    before, after = pictures(admin.browser.get("/news/lake/@@state"))
    assert (data(admin.browser, before), data(admin.browser, after)) == (TEAL, RED)
    (shown,) = pictures(admin.browser.get("/news/lake/@@edit"))
    assert data(admin.browser, shown) == RED


def test_a_picture_that_was_taken_away(admin: Admin) -> None:
    form = admin.form("/news/lake/@@edit")
    form["f-image.remove"] = True
    form.submit(status=303)
    (before,) = pictures(admin.browser.get("/news/lake/@@state"))
    assert data(admin.browser, before) == TEAL
    assert not pictures(admin.browser.get("/news/lake/@@edit"))


def test_a_file_of_a_version_is_saved(admin: Admin) -> None:
    file = File(title="Notes", file=store_file(io.BytesIO(b"one"), "one.txt"))
    admin.site["news"].add("notes", file)
    admin.commit()
    file.update({"file": store_file(io.BytesIO(b"two"), "two.html")})
    admin.commit()
    for number, words in ((1, b"one"), (2, b"two")):
        page = admin.browser.get(f"/news/notes/@@version?number={number}")
        (saved,) = page.html.select("main a[download]")
        answer = admin.browser.get(saved["href"])
        assert answer.body == words
        assert answer.headers["Content-Disposition"].startswith("attachment")
    compared = admin.browser.get("/news/notes/@@history?one=1&two=2")
    assert not pictures(compared)
    assert "one.txt" in compared


def test_references_are_told_by_title(admin: Admin) -> None:
    page = admin.site["news"].add("page", Document(title="Page"))
    admin.commit()
    page.update({"related": (admin.site["news"]["lake"].uid, "0" * 32)})
    admin.commit()
    compared = admin.browser.get("/news/page/@@history?one=1&two=2")
    row = compared.html.find("th", string="See also").parent
    assert [each.text for each in row.select("td")] == ["–", "Lake, (not there, or not for you)"]

"""What the scripts of controls ask of the site: nodes, tags, a preview, and what is wrong with one field."""

from __future__ import annotations

import io
from typing import Any

import pytest
from admin_site import Admin
from every_field import Everything
from PIL import Image as Pixels

from contentsite.files.store import store_image
from contentsite.schema.files import StoredImage
from contentsite.security.acl import BLOCK, set_acl
from contentsite.types.document import Document
from contentsite.types.image import Image

CHECKED = "/news/@@add/Everything"


def stored_picture() -> StoredImage:
    stream = io.BytesIO()
    Pixels.new("RGB", (640, 400), "teal").save(stream, "PNG")
    return store_image(stream, "lake.png")


@pytest.fixture(autouse=True)
def _editor(admin: Admin) -> None:
    admin.be("editor")


def test_nodes_by_uid_and_by_address(admin: Admin) -> None:
    opened = admin.site["news"]["opened"]
    lake = admin.site["news"].add("lake", Image(title="", alt="A lake", image=stored_picture()))
    lake.publish()
    admin.commit()
    gone = "f" * 32
    query = f"uid={opened.uid}&uid={gone}&uid=nonsense&at=/news/opened&at=/none&at=//x"
    found = admin.browser.get(f"/@@nodes?{query}").json
    facts = {"uid": opened.uid, "title": "Opened", "path": "/news/opened", "type": "Document"}
    assert found[opened.uid] == {**facts, "icon": "document"}
    assert found["/news/opened"] == found[opened.uid]
    assert {found[each] for each in (gone, "nonsense", "/none", "//x")} == {None}
    picture = admin.browser.get(f"/@@nodes?uid={lake.uid}").json[lake.uid]
    assert (picture["title"], picture["alt"], picture["width"]) == ("(untitled)", "A lake", 640)
    assert admin.browser.get(picture["src"]).content_type == "image/png"


def test_nodes_that_one_may_not_see_are_as_if_they_were_not(admin: Admin) -> None:
    child = admin.site["hidden"]["child"]
    set_acl(admin.site["hidden"], [BLOCK])
    admin.commit()
    found = admin.browser.get(f"/@@nodes?uid={child.uid}&at=/hidden/child").json
    assert found == {child.uid: None, "/hidden/child": None}


def test_a_picture_becomes_an_image_of_the_folder(admin: Admin) -> None:
    token = admin.form("/news/@@add/Document")["csrf_token"].value

    def put(address: str, name: str, data: bytes, status: int = 200) -> Any:
        files = [("picture", name, data)] if name else []
        sent = {"csrf_token": token}
        return admin.browser.post(address, sent, upload_files=files, status=status)

    stream = io.BytesIO()
    Pixels.new("RGB", (60, 40), "teal").save(stream, "PNG")
    facts = put("/news/@@picture", "A heron.png", stream.getvalue()).json
    admin.commit()
    node = admin.site["news"]["a-heron"]
    assert isinstance(node, Image)
    assert (node.uid, node.title, node.owner) == (
        facts["uid"],
        "A heron",
        admin.people["editor"].uid,
    )
    assert (facts["width"], facts["path"]) == (60, "/news/a-heron")
    assert admin.browser.get(facts["src"]).body == stream.getvalue()
    count = len(admin.site["news"])
    assert "no picture" in put("/news/@@picture", "a.png", b"words", 422).json["reason"]
    assert put("/news/@@picture", "", b"", 422).json["reason"] == "Choose a file."
    admin.commit()
    assert len(admin.site["news"]) == count
    admin.be("reader")
    admin.browser.post("/news/@@picture", {}, status=403)


def test_tags_by_their_letters_most_used_first(admin: Admin) -> None:
    news = admin.site["news"]
    for number, tags in enumerate((("Water", "weirs"), ("water",), ("locks", "low water"))):
        news.add(f"tagged-{number}", Document(title="T", tags=tags)).publish()
    secret = admin.site["hidden"].add("secret", Document(title="S", tags=("waterloo",)))
    secret.publish()
    set_acl(admin.site["hidden"], [BLOCK])
    admin.commit()

    def tags(letters: str) -> list[str]:
        page = admin.browser.get("/@@tags", {"q": letters}).html
        return [each["data-tag"] for each in page.select("[role=option]")]

    found = tags("WA")
    assert found[-1] == "low water"
    assert {each.casefold() for each in found[:-1]} == {"water"}
    assert tags("weir") == ["weirs"]
    assert tags("none") == []
    assert "waterloo" not in tags("")


def test_markdown_is_drawn_and_harmless(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    token = admin.form("/news/@@add/Document")["csrf_token"].value
    text = "**bold** [x](javascript:alert(1)) <script>alert(1)</script>\r\n\r\n[o](uid:" + (
        admin.site["news"]["opened"].uid + ")"
    )
    sent = {"csrf_token": token, "shows": "f-marked", "f-marked": text}
    part = admin.browser.post("/@@markdown", sent, headers={"HX-Request": "true"})
    assert part.html.find("strong").text == "bold"
    assert part.html.find("a")["href"] == "/news/opened"
    assert part.html.find("script") is None
    assert part.html.find("header") is None
    whole = admin.browser.post("/@@markdown", sent)
    assert whole.html.select_one("main .prose strong") is not None
    assert whole.html.find("header") is not None
    monkeypatch.setattr("contentsite.admin.form.rendering.LONGEST", 10)
    admin.browser.post("/@@markdown", sent, status=400)
    assert admin.browser.post("/@@markdown", {"csrf_token": token}).html.select_one(".prose")


def checked(admin: Admin, address: str, key: str, values: Any, status: int = 200) -> str:
    """Return what is said of a field."""
    token = admin.form("/news/@@add/Document")["csrf_token"].value
    sent = [("csrf_token", token), *values]
    answer = admin.browser.post(address, sent, headers={"X-Checks": key}, status=status)
    error = answer.html.find(id=f"{key}-error") if status == 200 else None
    return error.text.strip() if error else ""


@pytest.mark.parametrize(
    ("key", "given", "reason"),
    [
        ("f-title", "", "Must be filled in."),
        ("f-title", "x", ""),
        ("f-count", "many", "Must be a whole number."),
        ("f-count", "100", "Must be less than or equal to 99."),
        ("f-one", "/none", "There is no page at /none that you may see."),
        ("f-link", "javascript:alert(1)", "Must begin with http:, https:, mailto:, tel: or /."),
        ("f-line", "x" * 501, "Must have at most 500 characters."),
        ("f-language", "!!", "Must be a language tag, such as en or pt-BR."),
    ],
)
def test_one_field_is_checked(admin: Admin, key: str, given: str, reason: str) -> None:
    assert checked(admin, CHECKED, key, [(key, given)]) == reason
    admin.site["news"].add("it", Everything(title="It", needed="words"))
    admin.commit()
    assert checked(admin, "/news/it/@@edit", key, [(key, given)]) == reason
    admin.commit()
    assert admin.site["news"]["it"].title == "It"


def test_what_is_no_field_is_not_checked(admin: Admin) -> None:
    for key in ("f-none", "title", "", "f-"):
        checked(admin, CHECKED, key, [], status=400)
    checked(admin, "/news/@@add/None", "f-title", [], status=404)
    checked(admin, "/news/@@add", "f-title", [], status=404)

"""Files that are sent to a folder: what becomes of them, whatever they pretend to be."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from admin_site import Admin, admin_site
from PIL import Image as Pixels
from webtest import Upload

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.domain)</script>"


@pytest.fixture
def admin() -> Iterator[Admin]:
    with admin_site() as found:
        found.be("editor")
        yield found


def png(width: int = 20, height: int = 10, kind: str = "PNG") -> bytes:
    found = io.BytesIO()
    Pixels.new("RGB", (width, height), "teal").save(found, kind)
    return found.getvalue()


def send(admin: Admin, *files: tuple[str, bytes], status: int = 303, **headers: str) -> Any:
    body = [("files", Upload(name, data)) for name, data in files]
    return admin.browser.post("/news/@@upload", body, status=status, headers=headers)


def test_each_file_becomes_an_entry_by_its_content(admin: Admin) -> None:
    answer = send(
        admin, ("Sea_view.png", png()), ("plan.pdf", b"%PDF-1.7 x"), ("Sea view.txt", b"words")
    ).follow()
    assert "3 entries were added." in answer.html.select_one(".said").text
    admin.commit()
    news = admin.site["news"]
    assert list(news)[2:] == ["sea-view", "plan", "sea-view-2"]
    kinds = [(type(node).__name__, node.title) for node in list(news.children())[2:]]
    assert kinds == [("Image", "Sea view"), ("File", "Plan"), ("File", "Sea view")]
    assert news["plan"].file.content_type == "application/pdf"
    assert (news["sea-view"].image.width, news["sea-view"].owner) == (
        20,
        admin.people["editor"].uid,
    )
    next(form for form in answer.forms.values() if form.action == "/@@change").submit(status=303)
    admin.commit()
    assert len(admin.site["news"]) == 2


def test_a_script_sends_one_and_gets_the_table(admin: Admin) -> None:
    answer = send(admin, ("owl.png", png()), **{"HX-Request": "true"})
    part = admin.browser.get(answer.location, headers={"HX-Request": "true"})
    assert part.html.select_one('#rows input[value="owl"]')
    assert "“Owl” was added." in part.html.select_one(".said").text


def test_the_form_works_without_script(admin: Admin) -> None:
    page = admin.browser.get("/news/@@contents").click("Upload")
    form = next(each for each in page.forms.values() if each.action == "/news/@@upload")
    form["files"] = [Upload("a.txt", b"a"), Upload("b.txt", b"b")]
    form.submit(status=303)
    admin.commit()
    assert list(admin.site["news"])[2:] == ["a", "b"]
    assert "Choose a file." in admin.browser.post("/news/@@upload", {}, status=422)
    assert "Choose a file." in admin.browser.post("/news/@@upload", {"files": "text"}, status=422)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("evil.svg", SVG),
        ("evil.html", HTML),
        ("evil.png", HTML),
        ("evil.jpg", b"\xff\xd8\xff" + HTML),
        ("evil.gif", b"GIF89a/*" + HTML + b"*/=1"),
        ("evil.pdf.html", b"%PDF-1.4\n" + HTML),
        ("evil.xhtml", b"\xef\xbb\xbf<?xml version='1.0'?>" + SVG),
        ("evil.js", b"alert(1)"),
        ("..%2f..\\evil\x00.svgz", b"\x1f\x8b" + SVG),
        ("", b"words"),
        ("x" * 3_000 + ".txt", b"words"),
        ("empty.png", b""),
    ],
)
def test_hostile_files_never_become_active_content(admin: Admin, name: str, data: bytes) -> None:
    answer = send(admin, (name, data), status=422 if not name else 303)
    admin.commit()
    for node in list(admin.site["news"].children())[2:]:
        answer = admin.browser.get(f"/news/{node.__name__}/@@download")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
        assert answer.content_type not in ("text/html", "image/svg+xml", "application/xhtml+xml")
        assert "/" not in node.__name__
        admin.browser.get(f"/news/{node.__name__}/@@image", status="*")


def test_a_picture_that_lies_about_its_size_becomes_a_file_or_is_refused(admin: Admin) -> None:
    # a header that asks for 10 GB of pixels
    bomb = bytearray(png())
    bomb[16:24] = (50_000).to_bytes(4, "big") * 2
    send(admin, ("bomb.png", bytes(bomb)))
    admin.commit()
    assert type(admin.site["news"]["bomb"]).__name__ == "File"


def test_large_pictures_are_shown_scaled_and_downloaded_whole(admin: Admin) -> None:
    wide = png(2400, 600)
    send(admin, ("wide.png", wide))
    page = admin.browser.get("/news/wide")
    assert page.html.select_one(".stage img")["width"] == "1600"
    shown = admin.browser.get("/news/wide/@@image")
    assert shown.content_type == "image/webp"
    assert len(shown.body) < len(wide)
    assert admin.browser.get("/news/wide/@@download").body == wide


def test_a_file_that_cannot_be_taken_keeps_no_other_away(
    admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.commit()
    monkeypatch.setattr("contentsite.editing.uploading.ATTACHMENT", "nothing")
    answer = send(admin, ("owl.png", png()), ("plan.pdf", b"%PDF-1.7"), status=200)
    refused = [each.text for each in answer.html.select(".problems li")]
    assert refused == ["plan.pdf: It is no picture of a known kind."]
    assert "“Owl” was added." in answer.html.select_one(".said").text


def test_who_may_not_add_may_not_upload(admin: Admin) -> None:
    admin.be("reader")
    send(admin, ("a.txt", b"a"), status=403)
    assert not admin.browser.get("/news/@@contents").html.select("[data-upload]")

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture
from pyramid.httpexceptions import HTTPNotFound

from contentsite.files.store import store_file, store_image
from contentsite.schema.files import StoredFile, StoredImage
from contentsite.testing import site_app
from contentsite.types.document import Document
from contentsite.types.file import File
from contentsite.types.image import Image
from contentsite.web.download import disposition, field_of, stored

ACTIVE = {
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "data.xml": b"<?xml version='1.0'?><a/>",
    "both.gif": b"GIF89a=1;/*<script>alert(1)</script>*/",
    "late.htm": b"words first <script>alert(1)</script>",
    'a";\r\nX: y.txt': b"words",
}


@given(st.text(max_size=80))
def test_any_name_stands_in_a_disposition(name: str) -> None:
    name = name.encode("utf-8", "replace").decode()
    header = disposition(name, "attachment")
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert header.count(";") == 2


def test_disposition() -> None:
    assert (
        disposition('é".txt', "inline")
        == "inline; filename=\"__.txt\"; filename*=UTF-8''%C3%A9%22.txt"
    )


@pytest.mark.parametrize("name", sorted(ACTIVE))
def test_an_upload_never_runs_on_the_site(name: str) -> None:
    with site_app() as (site, browser):
        file = store_file(io.BytesIO(ACTIVE[name]), name)
        site.add("file", File(title="F", file=file)).publish()
        browser.commit()
        answer = browser.get("/file/@@download")
        assert answer.body == ACTIVE[name]
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "X" not in answer.headers
        browser.get("/file/@@image", status=404)


def test_a_picture_that_browsers_do_not_know_is_saved() -> None:
    stream = io.BytesIO()
    Picture.new("RGB", (2, 2)).save(stream, "TIFF")
    with site_app() as (site, browser):
        site.add("image", Image(title="I", image=store_image(stream, "i.tiff"))).publish()
        browser.commit()
        assert browser.get("/image/@@image").headers["Content-Disposition"].startswith("attachment")


def test_what_holds_no_file() -> None:
    for node in (Document(title="D"), Image(title="I"), File(title="F")):
        for kind in (StoredFile, StoredImage):
            assert field_of(node, kind) == ""
        for name in ("", "title", "image", "_history", "no"):
            with pytest.raises(HTTPNotFound):
                stored(node, name)

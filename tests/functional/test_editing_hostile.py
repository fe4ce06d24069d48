"""What no form of ours would send to the screens: answered clearly, never as a fault of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from admin_site import Admin, admin_site
from every_field import Everything

URLENCODED = "application/x-www-form-urlencoded"
ODD: tuple[str | bytes, ...] = (
    "",
    "\x00",
    b"\xff",
    b"\xed\xa0\x80",
    "x" * 5000,
    "..",
    "//",
    "//[::1",
    "http://[",
    "/news/../..",
    "/%00",
    "uid:" + "0" * 32,
    "9" * 400,
    "1e999",
    "[" * 2000,
    "{}",
    "null",
    "\u202e",
    "0000-00-00",
    "9999-12-31T23:59",
    "0001-01-01T00:00",
    "2026-11-01T19:30+99:00",
    "'\"><script>alert(1)</script>",
    ",\"\n'",
)
CONTROLS = (
    ("/news/draft/@@rename", "new-name"),
    ("/news/draft/@@move", "target"),
    ("/news/draft/@@copy", "target"),
    ("/news/@@order", "child"),
    ("/news/@@order", "to"),
    ("/news/draft/@@state", "publish-at"),
    ("/news/draft/@@state", "transition"),
    ("/news/opened/@@edit", "marks"),
    ("/news/opened/@@edit", "page"),
    ("/news/opened/@@edit", "clash"),
    ("/news/opened/@@edit", "publish-at"),
    ("/news/draft/@@edit", "new-name"),
    ("/news/opened/@@draft", "f-title"),
    ("/news/opened/@@draft", "marks"),
    ("/news/opened/@@draft", "tab"),
    ("/news/opened/@@live", "f-title"),
    ("/news/opened/@@live", "f-body"),
    ("/news/@@new-draft/Document", "f-title"),
    ("/news/@@new-live/Document", "f-title"),
    ("/news/@@add/Document", "new-name"),
    ("/news/opened/@@edit", "f-title"),
    ("/news/opened/@@edit", "f-related"),
    ("/news/@@add/Image", "f-image"),
    ("/news/@@add/Image", "f-image.remove"),
)


@pytest.fixture(scope="module")
def admin() -> Iterator[Admin]:
    with admin_site("every_field") as found:
        found.be("editor")
        yield found


def post(admin: Admin, path: str, body: bytes | str, kind: str = URLENCODED) -> Any:
    data = body.encode() if isinstance(body, str) else body
    return admin.browser.request(path, method="POST", body=data, content_type=kind, status="*")


@pytest.mark.parametrize("name", Everything.fields())
def test_odd_values_in_every_field(admin: Admin, name: str) -> None:
    for odd in ODD:
        body = urlencode({"f-title": "T", "f-needed": "xx", f"f-{name}": odd})
        answer = post(admin, "/news/@@add/Everything", body)
        assert answer.status_int in (303, 422, 400), odd
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize(("path", "key"), CONTROLS)
def test_odd_values_in_every_control(admin: Admin, path: str, key: str) -> None:
    for odd in ODD:
        answer = post(admin, path, urlencode({"child": "opened", "to": "up", key: odd}))
        # what was renamed, moved or copied is not there for the next one
        assert answer.status_int in (200, 303, 422, 400, 404, 409), odd
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize(("path", "key"), CONTROLS)
def test_a_file_where_a_text_is_wanted(admin: Admin, path: str, key: str) -> None:
    more = {name: value for name, value in (("child", "none"), ("to", "up")) if name != key}
    files = [(key, "a.png", b"\x89PNG\r\n\x1a\nxx")]
    answer = admin.browser.post(path, more, upload_files=files, status="*")
    assert answer.status_int in (200, 303, 422, 400, 404, 409)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"x"),
        ("application/json", b"{}"),
        ("text/plain", b"f-title=x"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="f-title"\r\n\r\n\xff\r\n--x--\r\n',
        ),
        (f"{URLENCODED}; charset=utf-16", b"f-title=x"),
    ],
)
def test_bodies_of_other_kinds(admin: Admin, kind: str, body: bytes) -> None:
    for path in ("/news/opened/@@edit", "/news/@@add/Image", "/news/opened/@@state"):
        assert post(admin, path, body, kind).status_int in (303, 422, 400, 415)


def test_odd_values_in_the_address(admin: Admin) -> None:
    for odd in ODD:
        for screen, key in (("contents", "after"), ("contents", "before"), ("move", "target")):
            address = f"/news/@@{screen}?{urlencode({key: odd})}"
            assert admin.browser.get(address, status="*").status_int in (200, 422, 400)

"""Static files come compressed to those who take that."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from webob import Request

from contentsite.page.packed import KEPT
from contentsite.testing import site_app


@pytest.fixture(scope="module")
def app() -> Iterator[Any]:
    with site_app() as (_site, browser):
        yield browser.app


def get(app: Any, name: str, method: str = "GET", **headers: str) -> Any:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    request = Request.blank(f"/@@static/{name}", method=method, headers=named)
    answer = request.get_response(app)
    # a server reads it to its end, and closes the file
    assert answer.body is not None
    return answer


@pytest.mark.parametrize("name", ["admin.css", "icons.svg", "admin/shell.js", "admin/edit.js"])
def test_the_same_bytes_come_compressed(app: Any, name: str) -> None:
    plain, short = get(app, name), get(app, name, Accept_Encoding="br, gzip")
    assert plain.content_encoding is None
    assert (plain.vary, short.vary) == (("Accept-Encoding",), ("Accept-Encoding",))
    if len(plain.body) < 512:
        assert short.content_encoding is None
        return
    assert short.content_encoding == "gzip"
    assert gzip.decompress(short.body) == plain.body
    assert short.content_length == len(short.body) < plain.content_length / 2
    assert short.content_type == plain.content_type
    assert short.cache_control.max_age == plain.cache_control.max_age


def test_it_is_compressed_once(app: Any) -> None:
    one, two = (get(app, "theme.css", Accept_Encoding="gzip").body for _time in range(2))
    assert one == two
    assert [name for name, _modified in app.registry[KEPT]].count("theme.css") == 1


def test_who_does_not_take_it_gets_it_plain(app: Any) -> None:
    for header in ("", "gzip;q=0", "identity", "br"):
        assert get(app, "admin.css", Accept_Encoding=header).content_encoding is None, header
    assert get(app, "favicon.ico", Accept_Encoding="gzip").content_encoding is None


def test_parts_and_what_was_not_changed_stay_as_they_are(app: Any) -> None:
    whole = get(app, "admin.css", Accept_Encoding="gzip")
    again = get(
        app, "admin.css", Accept_Encoding="gzip", If_Modified_Since=whole.headers["Last-Modified"]
    )
    assert (again.status_int, again.body) == (304, b"")
    part = get(app, "admin.css", Accept_Encoding="gzip", Range="bytes=0-9")
    assert (part.status_int, part.content_encoding, len(part.body)) == (206, None, 10)
    head = get(app, "admin.css", "HEAD", Accept_Encoding="gzip")
    assert (head.status_int, head.body) == (200, b"")
    assert head.content_length == whole.content_length

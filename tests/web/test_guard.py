from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPRequestEntityTooLarge,
    HTTPUnsupportedMediaType,
)
from pyramid.request import Request

from contentsite.settings import WebSettings
from contentsite.web import guard
from contentsite.web.guard import (
    check_body,
    check_charset,
    check_json,
    check_target,
    check_text,
    is_allowed_host,
)

WEB = WebSettings(max_body=100, max_json_depth=4)

JSON = st.recursive(
    st.none() | st.text('"\\[]{}a'),
    lambda inner: st.lists(inner) | st.dictionaries(st.text('"\\[{'), inner),
)


def depth(value: Any) -> int:
    """Return how deep a value is nested."""
    parts = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    )
    return 0 if parts is None else 1 + max(map(depth, parts), default=0)


@given(JSON)
def test_depth_is_counted_as_json_has_it(value: Any) -> None:
    body, deep = json.dumps(value).encode(), depth(value)
    check_json(body, deep)
    if deep:
        with pytest.raises(HTTPBadRequest):
            check_json(body, deep - 1)


def test_values_are_counted() -> None:
    check_json(b"[" + b"1," * 199_999 + b'"' + b"," * 300_000 + b'"]', 4)
    with pytest.raises(HTTPBadRequest, match="200,000 values"):
        check_json(b"[" + b"1," * 200_000 + b"1]", 4)


@pytest.mark.parametrize(
    "body",
    [b'"\\' * 300_000, b'\\"' * 300_000, b'"\\"' * 300_000 + b"\\", b'"' * 300_001, b"]" * 300_000],
)
def test_depth_is_counted_in_linear_time(body: bytes) -> None:
    check_json(body, 4)
    # a quote that began no string would be searched for its end in vain, each to the end of the body
    assert b'"' not in guard._JSON_MARK.sub(b"", body)


@given(st.binary(max_size=40))
def test_any_body_may_be_looked_at(body: bytes) -> None:
    check_json(body, 40)


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("example.org", True),
        ("EXAMPLE.org:8080", True),
        ("www.example.org", False),
        ("a.b.example.net", True),
        ("example.net", False),
        ("evil-example.net", False),
        ("", False),
        ("example.org:", False),
        ("example.org:80:80", False),
    ],
)
def test_hosts(host: str, allowed: bool) -> None:
    assert is_allowed_host(host, ("example.org", "*.example.net")) is allowed


@pytest.mark.parametrize("path", ["\xff", "/\0", "a", "*", "/\ud800"])
def test_paths_that_are_none(path: str) -> None:
    with pytest.raises(HTTPBadRequest):
        check_text({"PATH_INFO": path})


def test_paths_that_are_well() -> None:
    for path in ("", "/", "/a", "/caf\xc3\xa9"):
        check_text({"PATH_INFO": path, "QUERY_STRING": "a=%C3%A9"})


def request(body: bytes = b"", **environ: str) -> Request:
    """Make a request with a body."""
    made = Request.blank("/", base_url="http://localhost", environ=environ)
    made.body = body
    made.environ.update(environ)
    return made


@pytest.mark.parametrize("length", ["x", "-1", "+1", "１", "1 "])
def test_lengths_that_are_no_numbers(length: str) -> None:
    with pytest.raises(HTTPBadRequest, match="length"):
        check_body(request(b"x", CONTENT_LENGTH=length), WEB)


def test_bodies_that_are_too_large() -> None:
    with pytest.raises(HTTPRequestEntityTooLarge):
        check_body(request(b"x" * 101), WEB)
    check_body(request(b"x" * 100), WEB)


def test_deep_json_is_refused_by_its_media_type() -> None:
    with pytest.raises(HTTPBadRequest, match="4 deep"):
        check_body(request(b"[" * 5, CONTENT_TYPE=" Application/Problem+JSON ;a=b"), WEB)
    check_body(request(b"[" * 5, CONTENT_TYPE="text/plain"), WEB)


def test_charsets() -> None:
    for kind in (
        "",
        "text/plain",
        "text/plain; charset=utf-8",
        'a/b;charset="UTF-8"',
        "a/b; xcharset=y",
    ):
        check_charset(kind)
    for kind in ("a/b; charset=latin-1", 'a/b; charset="utf-16"', "a/b;charset="):
        with pytest.raises(HTTPUnsupportedMediaType):
            check_charset(kind)


def test_transfer_codings_that_reach_the_application_are_refused() -> None:
    with pytest.raises(HTTPBadRequest, match="transfer coding"):
        check_target(request(HTTP_HOST="localhost", HTTP_TRANSFER_ENCODING="gzip"), WEB)

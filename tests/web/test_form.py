"""Forms that no browser sends are refused soon; what browsers send is taken as it is."""

from __future__ import annotations

import os
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.web.form import MOST, Upload
from contentsite.web.request import Request

PLAIN = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"


def sent(body: bytes, kind: str = MULTIPART, method: str = "POST") -> Any:
    """Return the form of a request."""
    return Request.blank("/", method=method, body=body, content_type=kind).POST


def part(name: str, content: bytes, more: str = "") -> bytes:
    """Return a part of a form."""
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def test_plain_forms() -> None:
    for kind in (PLAIN, ""):
        form = sent(b"a=1&b=%C3%BC+x&a=2&empty=&%FF=%FF", kind)
        assert [*form.items()] == [
            ("a", "1"),
            ("b", "ü x"),
            ("a", "2"),
            ("empty", ""),
            ("\ufffd", "\ufffd"),
        ]


def test_parts() -> None:
    body = (
        part("words", "ü".encode())
        + part("words", b"\xff")
        + part("none", b"", '; filename=""')
        + part("file", b"\x00\r\n--\xff", '; filename="ä b.png"')
        + part("big", b"x" * 200_000, '; filename="big"')
        + b"--b--\r\n"
    )
    form = sent(body)
    assert form.getall("words") == ["ü", "\ufffd"]
    assert form["none"] == ""
    assert isinstance(form["file"], Upload)
    assert form["file"].filename == "ä b.png"
    assert form["file"].file.read() == b"\x00\r\n--\xff"
    assert len(form["big"].file.read()) == 200_000
    file = form["big"].file.fileno()
    del form
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(file)


def test_a_form_is_taken_apart_once() -> None:
    request = Request.blank("/", method="POST", body=b"a=1", content_type=PLAIN)
    assert request.POST is request.POST
    assert Request(request.environ).POST is request.POST


def test_what_is_no_form_has_no_controls() -> None:
    for kind in ("application/json", "text/plain"):
        assert not [*sent(b"{}", kind)]
    assert not [*Request.blank("/").POST]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (PLAIN, b"&a=" * (MOST + 1)),
        (MULTIPART, part("a", b"") * (MOST + 1) + b"--b--\r\n"),
        # parts of many headers, of long ones, and of none
        (MULTIPART, b"--b\r\n" + b"a: b\r\n" * 1_000 + b"\r\n\r\n--b--\r\n"),
        (MULTIPART, b"--b\r\na:" + b"b" * 100_000 + b"\r\n\r\n\r\n--b--\r\n"),
        (MULTIPART, b"--b\r\n\r\nwords\r\n--b--\r\n"),
        # forms in forms, without a boundary and within each other
        (MULTIPART, b"--b\r\nContent-Type: multipart/mixed\r\n\r\n\r\n--b--\r\n"),
        (MULTIPART, b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 5_000),
        (MULTIPART, part("a", b"cut off", '; filename="x"')),
        ("multipart/form-data", b""),
    ],
)
def test_refused(kind: str, body: bytes) -> None:
    with pytest.raises(HTTPBadRequest):
        sent(body, kind)


def test_as_many_as_there_may_be() -> None:
    assert len(sent(b"&".join([b"a="] * MOST), PLAIN)) == MOST
    assert len(sent(part("a", b"") * MOST + b"--b--\r\n")) == MOST

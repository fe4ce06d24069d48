"""What no browser sends, over a real socket: never a 500, nothing told that nobody should know."""

from __future__ import annotations

import json
import socket
import threading
from email.message import Message
from email.parser import BytesParser
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentsite.tree.root import Root

LEAKS = (
    b"Traceback",
    b"site-packages",
    b"/tmp/",
    b"ython/3",
    b"waitress",
    b"yramid",
    b"predicate",
)
POLICY = "content-security-policy"


class Answer(NamedTuple):
    """An answer as it came over the wire."""

    status: int
    headers: Message
    body: bytes


def sent(port: int, raw: bytes) -> Answer:
    """Send bytes as they are and read until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        wire.sendall(raw)
        received = b""
        while chunk := wire.recv(65_536):
            received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    line, _, headers = head.partition(b"\r\n")
    return Answer(int(line.split()[1]), BytesParser().parsebytes(headers), body)


def asked(
    port: int,
    target: str | bytes = "/",
    method: str = "GET",
    *,
    host: bytes | None = b"localhost",
    headers: bytes = b"",
    body: bytes = b"",
) -> Answer:
    """Send one request, and check what must hold of every answer."""
    target = target if isinstance(target, bytes) else target.encode("latin-1")
    length = b"Content-Length: %d\r\n" % len(body) if body and b"Transfer" not in headers else b""
    answer = sent(
        port,
        b"%s %s HTTP/1.1\r\n" % (method.encode(), target)
        + (b"" if host is None else b"Host: %s\r\n" % host)
        + b"Connection: close\r\n"
        + headers
        + length
        + b"\r\n"
        + body,
    )
    assert answer.headers[POLICY], answer
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers
    assert not [leak for leak in LEAKS if leak in answer.body]
    assert not [leak for leak in LEAKS if leak.decode() in str(answer.headers)]
    location = answer.headers["location"]
    assert location is None or location.startswith("http://localhost/")
    return answer


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/%ff", 400),
        ("/?%ff", 400),
        ("/?a=%00", 400),
        ("/%00", 400),
        ("/a%00b", 400),
        (b"/caf\xe9", 400),
        ("/..%2f..", 404),
        ("/..%2f..%2fetc/passwd", 404),
        ("/../..", 404),
        ("/./", 404),
        ("/.//", 404),
        ("/a/./b", 404),
        ("//evil", 404),
        ("//evil.com/%2f..", 404),
        ("/%5cevil.com//", 301),
        ("/news/", 301),
        ("/news//opened/", 301),
        ("/++api++/", 200),
        ("/++api++/nothing", 404),
        ("/@@", 404),
        ("/@", 404),
        ("/@@@", 404),
        ("/@@index", 404),
        ("/news/edit", 404),
        ("/news/@@edit", 404),
        ("/news/@@edit/a/b", 404),
        ("/news/@@feed/a", 404),
        ("/news/opened/a", 404),
        ("/news/opened/@@image", 404),
        ("/__parent__", 404),
        ("/_p_jar", 404),
        ("/__acl__", 404),
        ("/__class__/__init__", 404),
        ("/title", 404),
        ("/news/keys", 404),
        ("/@@static", 404),
        ("/@@static/", 404),
        ("/@@static/none.css", 404),
        ("/@@static/..%2f..%2fapp.py", 404),
        ("/@@static/../../app.py", 404),
        ("/@@static/templates/base.jinja2", 404),
        ("/@@sitemap.xml", 404),
        ("/news/@@robots.txt", 404),
        ("/news/sitemap.xml", 404),
        ("/robots.txt/a", 404),
        ("/sitemap.xml?part=99", 404),
        ("/sitemap.xml?part=x", 400),
        ("/sitemap.xml?part=" + "9" * 5000, 400),
        ("/%0d%0aSet-Cookie:x=1//", 301),
        ("/x%0d%0aSet-Cookie:%20x=1", 404),
        ("/%3Cscript%3Ealert(1)%3C/script%3E", 404),
        ("/" + "a" * 7_900, 404),
        ("/" + "a" * 8_000, 404),
        ("/" + "a" * 16_000, 414),
        ("/?" + "a" * 16_000, 414),
        ("/" + "a/" * 3_900 + "a", 404),
        ("/" + "-aa" * 2_600, 404),
        ("/?" + "a=1&" * 1_900, 200),
        ("/news?after=x", 200),
        ("/news?after=" + "9" * 5_000, 200),
        ("/news?before=-9223372036854775808", 200),
        ("/news?after=9223372036854775807&before=", 200),
        ("http://localhost/news", 200),
        ("http://evil.com/news", 400),
        ("news", 400),
        ("*", 400),
        ("/news?_LOCALE_=xx", 200),
    ],
    ids=lambda value: str(value)[:40],
)
def test_address(served: tuple[Root, int], target: str | bytes, status: int) -> None:
    assert asked(served[1], target).status == status


@pytest.mark.parametrize(
    ("method", "status"),
    [
        ("HEAD", 200),
        ("OPTIONS", 405),
        ("POST", 405),
        ("PUT", 405),
        ("DELETE", 405),
        ("PATCH", 405),
        ("PROPFIND", 405),
        ("TRACE", 405),
        ("CONNECT", 405),
        ("RUBBISH", 405),
    ],
)
def test_method(served: tuple[Root, int], method: str, status: int) -> None:
    answer = asked(served[1], "/news", method)
    assert answer.status == status
    assert ("allow" in answer.headers) is (status == 405)
    assert method != "HEAD" or answer.body == b""


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_no_header_and_no_field_stands_for_a_method(served: tuple[Root, int], name: str) -> None:
    headers = f"{name}: GET\r\nContent-Type: application/x-www-form-urlencoded\r\n".encode()
    assert asked(served[1], "/news", "POST", headers=headers, body=b"_method=GET").status == 405


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (None, 400),
        (b"", 400),
        (b"evil.com", 400),
        (b"localhost@evil", 400),
        (b"localhost/evil", 400),
        (b"evil\\localhost", 400),
        (b"localhost.evil.com", 400),
        (b"localhost, evil", 400),
        (b"localhost:999999", 400),
        (b"local\xffhost", 400),
        (b"LOCALHOST", 200),
        (b"localhost:80", 200),
        (b"[::1]:80", 200),
    ],
)
def test_host(served: tuple[Root, int], host: bytes | None, status: int) -> None:
    assert asked(served[1], "/news", host=host).status == status


@pytest.mark.parametrize(
    "headers",
    [
        b"X-Vhm-Root: /hidden\r\n",
        b"X-Forwarded-Host: evil.com\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 1.2.3.4\r\n",
        b"Forwarded: host=evil.com;proto=https\r\n",
        b"X-Original-URL: /hidden\r\nX-Rewrite-URL: /hidden\r\n",
    ],
)
def test_headers_from_anyone_change_nothing(served: tuple[Root, int], headers: bytes) -> None:
    plain = asked(served[1], "/news")
    forged = asked(served[1], "/news", headers=headers)
    assert (forged.status, forged.body) == (200, plain.body)
    assert (
        asked(served[1], "/news/", headers=headers).headers["location"] == "http://localhost/news"
    )


@pytest.mark.parametrize(
    "headers",
    [
        b"Host: evil.com\r\n",
        b"hOsT : localhost\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 5\r\nContent-Length: 5\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: -5\r\n",
        b"Content-Length: 5,5\r\n",
        b"Content-Length: " + b"9" * 5_000 + b"\r\n",
        b"X: \0\r\n",
        b"X\r\n",
    ],
    ids=lambda value: str(value)[:40],
)
def test_framing(served: tuple[Root, int], headers: bytes) -> None:
    answer = asked(served[1], "/news", "POST", headers=headers)
    assert answer.status == 400


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"5\r\nhello\r\n0\r\n\r\n", 405),
        (b"zz\r\nhello\r\n0\r\n\r\n", 400),
        (b"-5\r\nhello\r\n0\r\n\r\n", 400),
        (b"5;x=y\r\nhelloXX0\r\n\r\n", 400),
    ],
)
def test_chunks(served: tuple[Root, int], body: bytes, status: int) -> None:
    headers = b"Transfer-Encoding: chunked\r\n"
    assert asked(served[1], "/news", "POST", headers=headers, body=body).status == status


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
        b"GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_what_is_hardly_http(served: tuple[Root, int], raw: bytes) -> None:
    assert sent(served[1], raw).status == 400


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (b"application/json", b"[" * 100_000, 400),
        (b"application/json", b"[" * 100_000 + b"]" * 100_000, 400),
        (b"application/json", b'"\\' * 50_000 + b'"' * 3, 400),
        (b"application/ld+json", b'{"a":' * 100_000, 400),
        (b"application/json", b'{"a"', 400),
        (b"application/json", b"\xff", 400),
        (b"application/json; charset=nope", b"1", 415),
        (b"application/json; charset=utf-16", "[1]".encode("utf-16"), 415),
        (b"application/json; charset=utf-8", b'{"a": "]]]]"}', 200),
        (b"text/plain; charset=nope", b"1", 415),
        (b"\xff", b"1", 200),
    ],
    ids=lambda value: str(value)[:40],
)
def test_json(served: tuple[Root, int], kind: bytes, body: bytes, status: int) -> None:
    headers = b"Content-Type: " + kind + b"\r\n"
    assert asked(served[1], "/@@json", "POST", headers=headers, body=body).status == status


@pytest.mark.parametrize(
    "kind",
    [
        b"multipart/form-data",
        b"multipart/form-data; boundary=",
        b"multipart/form-data; xboundary=x",
        b"multipart/form-data; boundary=\xe9",
        b"multipart/form-data; boundary=" + b"y" * 300,
        b'multipart/form-data; boundary="x',
        b"multipart/form-data; boundary*0=x",
        b"multipart/form-data; boundary=x",
        b"text/plain",
        b"",
        b";",
    ],
    ids=lambda value: str(value)[:50],
)
def test_form(served: tuple[Root, int], kind: bytes) -> None:
    headers = b"Content-Type: " + kind + b"\r\n"
    answer = asked(served[1], "/@@sum-form", "POST", headers=headers, body=b"--x\r\nrubbish\xff")
    assert answer.status == 400


def test_charset(served: tuple[Root, int]) -> None:
    headers = b"Content-Type: text/plain; charset=nope\r\n"
    assert asked(served[1], "/news?after=1", headers=headers).status == 415


def test_form_that_is_well(served: tuple[Root, int]) -> None:
    headers = b'Content-Type: multipart/form-data; boundary="x y"\r\n'
    body = b'--x y\r\nContent-Disposition: form-data; name="number"\r\n\r\n7\r\n--x y--\r\n'
    answer = asked(served[1], "/@@sum-form", "POST", headers=headers, body=body)
    assert (answer.status, json.loads(answer.body)) == (200, {"number": 7})


@pytest.mark.parametrize(
    "header",
    [
        b"Accept: ",
        b"Accept: ;;;",
        b"Accept: text/html;q=zz",
        b"Accept: " + b"a" * 5_000,
        b"Accept: \xff\xfe",
        b"Cookie: " + b"a=b; " * 900,
        b"Cookie: _LOCALE_=../../x",
        b"Cookie: \xff=\xfe; $x",
        b"If-None-Match: *",
        b'If-None-Match: "',
        b"If-Modified-Since: rubbish",
        b"If-Range: rubbish",
        b"Range: bytes=5-1,,x",
        b"Accept-Language: \xff",
        b"Upgrade: h2c",
        b"Expect: 100-continue",
    ],
    ids=lambda value: str(value)[:40],
)
@pytest.mark.parametrize("target", ["/news", "/none", "/news/teal/@@image", "/news/@@feed"])
def test_header(served: tuple[Root, int], target: str, header: bytes) -> None:
    assert asked(served[1], target, headers=header + b"\r\n").status in (200, 304, 404, 412)


@pytest.mark.parametrize("given", [b"Basic zzz", b"Basic YTpi", b"Bearer x", b"", b"\xff\x00"])
def test_credentials_that_are_none(served: tuple[Root, int], given: bytes) -> None:
    for target in ("/news", "/none", "/news/teal/@@image"):
        answer = asked(served[1], target, headers=b"Authorization: " + given + b"\r\n")
        assert answer.status in (400, 401)
        assert b"Traceback" not in answer.body


def test_a_bug_is_a_500_that_tells_a_number_only(served: tuple[Root, int]) -> None:
    answer = asked(served[1], "/news/@@fail")
    assert answer.status == 500
    assert b"secret" not in answer.body
    told = asked(served[1], "/news/@@fail", headers=b"Accept: application/json\r\n")
    assert told.status == 500
    assert set(json.loads(told.body)) == {"type", "message", "incident"}


def test_what_a_view_cannot_do_now(served: tuple[Root, int]) -> None:
    answer = asked(served[1], "/news/@@fail?way=busy")
    assert (answer.status, answer.headers["retry-after"]) == (503, "60")


def test_no_attribute_is_an_address(served: tuple[Root, int]) -> None:
    site, port = served
    names = {*dir(site), *dir(site["news"]), *vars(site), *site.fields()}
    answers = {name: asked(port, f"/{name}").status for name in names if name not in site}
    assert set(answers.values()) == {404}


@settings(max_examples=150)
@given(st.binary(max_size=60))
def test_any_bytes_as_address(served: tuple[Root, int], path: bytes) -> None:
    quoted = b"".join(b"%%%02X" % byte for byte in path)
    assert asked(served[1], b"/" + quoted).status in (200, 301, 400, 404)


@settings(max_examples=150)
@given(st.text("/.@+-%\\:;?#=&ab", max_size=40))
def test_any_marks_as_address(served: tuple[Root, int], path: str) -> None:
    assert asked(served[1], "/" + path).status in (200, 301, 400, 404)


def test_eight_at_once_in_one_folder(served: tuple[Root, int]) -> None:
    _site, port = served
    headers = b"Content-Type: application/x-www-form-urlencoded\r\n"
    statuses: list[int] = []

    def write(writer: int) -> None:
        for number in range(12):
            body = f"name=w{writer}-{number}".encode()
            statuses.append(asked(port, "/news/@@add", "POST", headers=headers, body=body).status)

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    assert statuses == [200] * 96
    found = [asked(port, f"/news/w{writer}-{n}").status for writer in range(8) for n in range(12)]
    assert set(found) == {200}


def test_a_large_upload_over_the_wire(served: tuple[Root, int]) -> None:
    _site, port = served
    data = b"0123456789abcdef" * 200_000
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n'
    head = (
        part % b'file"; filename="big.txt' + data + b"\r\n" + part % b"name" + b"big\r\n--x--\r\n"
    )
    headers = b"Content-Type: multipart/form-data; boundary=x\r\n"
    answer = asked(port, "/news/@@upload", "POST", headers=headers, body=head)
    assert (answer.status, json.loads(answer.body)) == (200, {"size": len(data)})
    assert asked(port, "/news/big/@@download").body == data

"""Bodies that no client of ours sends: told what is wrong, never a fault of the site, and soon."""

from __future__ import annotations

import json

import pytest
from api_site import Api

DEEP = b"[" * 1_000_000 + b"]" * 1_000_000
BODIES = {
    "two megabytes of depth": DEEP,
    "depth inside": b'{"title": ' + b'{"a":' * 300_000 + b"1" + b"}" * 300_000 + b"}",
    "a key twice": b'{"title": "a", "title": "b"}',
    "a key twice inside": b'{"body": {"data": "a", "data": "b"}}',
    "no JSON": b"title=x",
    "cut off": b'{"title": "x"',
    "no UTF-8": b'{"title": "\xff"}',
    "half a character": b'{"title": "\\ud800"}',
    "half a character as a key": b'{"\\udfff": 1}',
    "not a number": b'{"title": NaN}',
    "infinite": b'{"title": -Infinity}',
    "a huge number": b'{"title": ' + b"9" * 100_000 + b"}",
    "a list": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "a null character": b'{"title": "\\u0000"}',
    "many unknown": json.dumps({f"x{n}": n for n in range(100_000)}).encode(),
    "a key twice among many": b"{"
    + b"".join(b'"%d":1,' % n for n in range(100_000))
    + b'"99999":1}',
    "long unknown": json.dumps({"x" * 100_000: 1}).encode(),
}


@pytest.mark.parametrize("what", BODIES)
def test_refused(read_api: Api, what: str) -> None:
    for line in ("PATCH /news/draft", "POST /news", "POST /@batch", "POST /news/@move"):
        told = read_api.ask("editor", line, BODIES[what], status=400)
        assert len(told.body) < 20_000


def test_many_wrong_values_are_told_as_few(read_api: Api) -> None:
    for name, wrong in (("related", [1] * 50_000), ("tags", [None] * 50_000)):
        told = read_api.ask("editor", "PATCH /news/draft", {name: wrong}, status=400).json
        assert told["errors"][0]["field"] == f"{name}.0"
        assert len(told["errors"]) == 50


def test_unknown_fields_are_named(read_api: Api) -> None:
    told = read_api.ask("editor", "PATCH /news/draft", {"titel": "x", "_acl": 1}, status=400).json
    assert {each["field"] for each in told["errors"]} == {"titel", "_acl"}


def test_attributes_that_are_no_fields(api: Api) -> None:
    node = api.site["news"]["draft"]
    before = dict(vars(node))
    for name in (*before, "__class__", "__parent__", "acl", "owner", "state", "_history", "update"):
        if name not in type(node).fields():
            api.ask("editor", "PATCH /news/draft", {name: "x"}, status=400)
    # what is only read may be sent, and does nothing
    api.ask(
        "editor", "PATCH /news/draft", {"UID": "0" * 32, "review_state": "published"}, status=204
    )
    assert vars(node) == before


def test_other_kinds_of_bodies(read_api: Api) -> None:
    browser = read_api.browser("editor")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
        answer = browser.request(
            "/++api++/news/draft",
            method="PATCH",
            body=b"{}",
            headers={"Content-Type": kind},
            status="*",
        )
        assert answer.status_int == 415

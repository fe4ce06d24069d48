"""Forms of other sites: the token of the cookie, and what a browser says of where a form came from."""

from __future__ import annotations

import pytest

from contentsite.security.cookie import is_token, token_of
from contentsite.security.csrf import is_foreign
from contentsite.security.session import new_name

SECRET, NAME = "s" * 40, new_name()


def test_the_token_of_this_cookie_only():
    token = token_of(SECRET, NAME)
    assert is_token(SECRET, NAME, token)
    for wrong in ("", token[:-1], token + "0", token.upper(), token_of(SECRET, new_name())):
        assert not is_token(SECRET, NAME, wrong)
    assert not is_token("t" * 40, NAME, token)


def test_without_a_cookie_no_token_is_right():
    assert not is_token(SECRET, "", token_of(SECRET, ""))


@pytest.mark.parametrize("text", ["é" * 64, "\x00", "\U0001f600", "0" * 100_000])
def test_what_is_no_token(text):
    assert not is_token(SECRET, NAME, text)


def test_the_token_does_not_tell_the_name():
    assert NAME not in token_of(SECRET, NAME)


@pytest.mark.parametrize(
    ("headers", "is_other"),
    [
        ({}, False),
        ({"HTTP_ORIGIN": "https://here.example"}, False),
        ({"HTTP_ORIGIN": "https://here.example", "HTTP_SEC_FETCH_SITE": "same-origin"}, False),
        ({"HTTP_SEC_FETCH_SITE": "none"}, False),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"}, False),
        ({"HTTP_ORIGIN": "http://here.example"}, True),
        ({"HTTP_ORIGIN": "https://here.example:444"}, True),
        ({"HTTP_ORIGIN": "https://here.example.evil"}, True),
        ({"HTTP_ORIGIN": "https://here.example, https://evil.example"}, True),
        ({"HTTP_ORIGIN": "null"}, True),
        ({"HTTP_ORIGIN": ""}, True),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"}, True),
        ({"HTTP_ORIGIN": "https://evil.example", "HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, True),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, True),
        ({"HTTP_SEC_FETCH_SITE": ""}, True),
        ({"HTTP_ORIGIN": "https://here.example", "HTTP_SEC_FETCH_SITE": "cross-site"}, True),
    ],
)
def test_where_a_form_came_from(headers, is_other):
    assert is_foreign(headers, "https://here.example") is is_other

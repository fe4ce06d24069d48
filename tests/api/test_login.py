"""Tokens: getting one, using it, renewing and ending it."""

from __future__ import annotations

from typing import Any

import pytest
from api_site import Api

from contentsite.security.password import hash_password
from contentsite.testing import Browser

SECRET = "correct horse battery"


@pytest.fixture
def known(api: Api) -> Api:
    api.people["editor"].set_password(hash_password(SECRET))
    api.commit()
    return api


def bare(
    api: Api, method: str, address: str, token: str = "", body: Any = None, status: int = 200
) -> Any:
    """Ask as a script does: without a cookie, and without the token of a form."""
    own = Browser(api.app, extra_environ={"HTTP_HOST": "localhost"})
    headers = {"Accept": "application/json", "X-CSRF-Token": "none"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    options = {"headers": headers, "status": status}
    if method == "GET":
        return own.get(address, **options)
    return getattr(own, f"{method.lower()}_json")(address, **options, params=body or {})


def sign_in(api: Api) -> str:
    sent = {"login": "editor", "password": SECRET}
    answer = bare(api, "POST", "/@login", body=sent)
    assert "Set-Cookie" not in answer.headers
    token: str = answer.json["token"]
    return token


def test_a_script_works_with_its_token(known: Api) -> None:
    token = sign_in(known)
    bare(known, "PATCH", "/news/draft", token, {"title": "By token"}, status=204)
    known.commit()
    assert known.site["news"]["draft"].title == "By token"
    assert bare(known, "GET", "/news", token).headers["Cache-Control"] == "no-store"
    other = bare(known, "POST", "/@login-renew", token).json["token"]
    refused = bare(known, "GET", "/news", token, status=401)
    assert "invalid_token" in refused.headers["WWW-Authenticate"]
    bare(known, "POST", "/@logout", other, status=204)
    bare(known, "GET", "/news", other, status=401)


def test_who_is_disabled_has_no_token_any_more(known: Api) -> None:
    token = sign_in(known)
    known.people["editor"].end_sessions()
    known.commit()
    bare(known, "GET", "/news", token, status=401)


def test_wrong_credentials(known: Api) -> None:
    for sent in (
        {"login": "editor", "password": "x"},
        {"login": "nobody here", "password": SECRET},
    ):
        told = bare(known, "POST", "/@login", body=sent, status=401).json
        assert told["message"] == "this name and this password do not fit"
    for wrong in (
        {},
        {"login": "editor"},
        {"login": 1, "password": 2},
        {"login": "e", "password": "p", "x": 1},
    ):
        bare(known, "POST", "/@login", body=wrong, status=400)
    for token in ("x", "a" * 43, "=" * 43):
        bare(known, "GET", "/news", token, status=401)


def test_a_cookie_needs_the_token_of_its_session(known: Api) -> None:
    own = known.browser("editor")
    headers = {"Accept": "application/json", "X-CSRF-Token": "wrong"}
    for method, address in (("PATCH", "/news/draft"), ("POST", "/news"), ("DELETE", "/news/draft")):
        sent = {"title": "T", "@type": "Document"}
        call = getattr(own, f"{method.lower()}_json")
        assert call(address, sent, headers=headers, status=403).json["type"] == "Forbidden"
    foreign = {"Accept": "application/json", "Origin": "https://elsewhere.example"}
    own.patch_json("/news/draft", {"title": "T"}, headers=foreign, status=403)
    assert known.site["news"]["draft"].title == "Zanzibar"
    own.patch_json(
        "/news/draft", {"title": "T"}, headers={"Accept": "application/json"}, status=204
    )


def test_signing_out_with_a_cookie(known: Api) -> None:
    known.ask("reader", "POST /@logout", {}, status=204)
    known.ask("reader", "POST /@logout", {}, status=401)
    known.ask("manager", "POST /@login-renew", {}, status=401)

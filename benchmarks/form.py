"""Posting forms as somebody who is signed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from webtest import TestApp

from contentsite.security.cookie import NAME, token_of
from contentsite.security.csrf import HEADER
from contentsite.security.session import begin_session
from contentsite.storage.connection import in_work

from .place import SECRET

Ask = Callable[[str, dict[str, str]], None]


def signed_in(app: Any, user: Any) -> tuple[TestApp, dict[str, str]]:
    """Return a browser, and the headers with which it is that of a user."""

    def begin(work: Any) -> str:
        return begin_session(work, user, datetime.now(UTC), "127.0.0.1", "benchmark")

    name = in_work(app.registry, begin)
    browser = TestApp(app, extra_environ={"HTTP_HOST": "localhost"}, lint=False)
    return browser, {"Cookie": f"{NAME}={name}", HEADER: token_of(SECRET, name)}


def poster(app: Any, user: Any) -> Ask:
    """Return what posts a form as somebody, and wants to be sent on."""
    browser, headers = signed_in(app, user)

    def ask(address: str, values: dict[str, str]) -> None:
        browser.post(address, values, headers=headers, status=303)

    return ask


def fields_of(app: Any, user: Any, address: str) -> dict[str, str]:
    """Return what the form of a screen would send, but for what names the state that it was made from."""
    browser, headers = signed_in(app, user)
    page = browser.get(address, headers=headers, status=200)
    found = next(form for form in page.forms.values() if "f-title" in form.fields)
    fields = {name: value for name, value in found.submit_fields() if name and name != "version"}
    # the title changes with each save: of the other fields it is asked who has changed them
    return {**fields, "marks": re.sub(r"\btitle=\w+ ?", "", fields.get("marks", ""))}

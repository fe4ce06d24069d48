"""Where a form may lead to: to this site, whatever was handed in."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contentsite.web.local import LONGEST, local_path, sign_in_address

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\tevil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    " https://evil.example",
    "\x01//evil.example",
    "\u00a0//evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "?//evil.example",
    "#//evil.example",
    "",
    "/\ufeff/evil.example",
    "/a\r\nSet-Cookie: x=1",
    "/a\u2028b",
    "/" + "a" * LONGEST,
)


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_could_lead_elsewhere(text: str) -> None:
    assert local_path(text) is None


@pytest.mark.parametrize(
    "text", ["/", "/a/b?c=d&e=%2F", "/a//b", "/@@edit", "/a#b", "/a%20b", "/a?b=//c"]
)
def test_paths_of_this_site_come_back_as_they_are(text: str) -> None:
    assert local_path(text) == text


def test_what_is_not_ascii_is_written_as_it_stands_in_addresses() -> None:
    assert local_path("/caf\u00e9/\u043f?a=\u00e9%20") == "/caf%C3%A9/%D0%BF?a=%C3%A9%20"
    # half of a pair cannot be written at all
    assert local_path("/\ud800") is None


@given(st.text("/\\.:@?#%\t\n\r \x01\xa0\u043fehtpsx-", max_size=12))
@example("/..//evil")
@example("/.//evil")
def test_every_answer_stays_on_the_host(text: str) -> None:
    found = local_path(text)
    if found is not None:
        assert found.isascii()
        assert urlsplit(urljoin("https://here.example/@@sign-in", found)).netloc == "here.example"


def test_the_way_to_the_sign_in_page_leads_back() -> None:
    asked = SimpleNamespace(mount="/p", path_info="/a b/\u043f/@@edit", query_string="x=%2F&y=1")
    assert sign_in_address(asked) == (
        "/p/@@sign-in?came_from=/p/a%2520b/%25D0%25BF/@@edit%3Fx%3D%252F%26y%3D1"
    )

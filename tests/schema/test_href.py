"""The addresses that a link may have."""

from __future__ import annotations

import pytest

from contentsite.schema.href import check_href


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.org/a?b=c#d",
        "HTTP://example.org",
        "mailto:a@example.org",
        "tel:+4912345",
        "/about",
        "#part",
        "?page=2",
        "uid:" + "a" * 32,
        "uid:" + "a" * 32 + "#part",
    ],
)
def test_allowed(address):
    assert check_href(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/\\evil.example",
        "about",
        "https://example.org/a b",
        'https://example.org/"x',
        "java\tscript:alert(1)",
        "uid:xyz",
        "uid:" + "a" * 31,
        "file:///etc/passwd",
        "https:<x>",
    ],
)
def test_refused(address):
    with pytest.raises(ValueError, match="must"):
        check_href(address)

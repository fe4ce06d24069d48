"""The addresses that a link may have: checked by an allow list of schemes (OWASP ASVS 5.0, 1.2.2)."""

from __future__ import annotations

import re

from contentsite.sentence import _

SCHEMES = frozenset({"http", "https", "mailto", "tel", "uid"})

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\<>\"]")
_UID = re.compile(r"uid:[0-9a-f]{32}(#\S*)?")


def check_href(value: str) -> str:
    """Return the address unchanged, or raise ValueError with what is wrong with it."""
    if not value:
        return value
    if _UNSAFE.search(value):
        raise ValueError(_("must not contain spaces, quotes, backslashes or control characters"))
    scheme = _SCHEME.match(value)
    if scheme is None:
        return _check_path(value)
    if scheme[1].lower() not in SCHEMES:
        raise ValueError(_("must begin with http:, https:, mailto:, tel: or /"))
    if scheme[1].lower() == "uid" and not _UID.fullmatch(value):
        raise ValueError(_("uid: must be followed by the 32 hex digits of a node"))
    return value


def _check_path(value: str) -> str:
    if value.startswith("//") or not value.startswith(("/", "#", "?")):
        raise ValueError(
            _("must be a full address such as https://example.org, or a path such as /about")
        )
    return value

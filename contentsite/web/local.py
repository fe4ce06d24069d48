"""Addresses of this site that a visitor hands in: where to go after a form (OWASP: unvalidated redirects)."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote

# also a backslash, which browsers read as a slash, characters that they leave out, and halves of one
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\\ufeff\u2028\u2029\ud800-\udfff]")
_ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))
LONGEST: Final = 2_000


def local_path(text: str) -> str | None:
    """Return a path, with its query, on this site, as it stands in a header; None for what could lead elsewhere."""
    if not text.startswith("/") or text.startswith("//") or len(text) > LONGEST:
        return None
    return None if _UNSAFE.search(text) else quote(text, safe=_ASCII)


def sign_in_address(request: Any) -> str:
    """Return where to sign in and come back to the address that was asked for."""
    asked = request.mount + quote(request.path_info, safe="/:@!$&'()*+,;=~")
    query = request.query_string
    came_from = quote(asked + (f"?{query}" if query else ""), safe="/@")
    return f"{request.mount}/@@sign-in?came_from={came_from}"

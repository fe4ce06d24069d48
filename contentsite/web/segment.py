"""Names as they stand in addresses."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import quote

SAFE: Final = "~!$&'()*+,;=:@"


@lru_cache(maxsize=8_192)
def segment(name: str) -> str:
    """Return a name as it stands in an address (RFC 3986, section 3.3)."""
    return quote(name, safe=SAFE)

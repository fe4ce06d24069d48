"""Mail addresses to which a mail can be sent (RFC 5321)."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address
from typing import Final

MOST: Final = 254
"""Characters of an address: RFC 5321, section 4.5.3.1.3."""
BREAKING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def parsed(text: str) -> Address:
    """Return an address with its domain as DNS has it; ValueError for what is none, or not in ASCII before the @."""
    try:
        name, _, domain = text.rpartition("@")
        found = Address(addr_spec=f"{name}@{domain.encode('idna').decode('ascii')}")
    except (ValueError, LookupError, MessageError) as error:
        raise ValueError(f"{text!r} is no mail address") from error
    if len(text) > MOST or not found.username or not found.domain or BREAKING.search(text):
        raise ValueError(f"{text!r} is no mail address")
    return found

"""Words that mean themselves in Markdown (CommonMark 0.31, section 2.4)."""

from __future__ import annotations

import re
from urllib.parse import quote

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&]")
# what would begin a heading, a list, a line or a quote there
_AT_START = re.compile(r"^(\s*)([#+\-=>]|\d{1,9}(?=[.)]))", re.MULTILINE)
_ADDRESS = "~!$&'*+,;=:@/?#%"


def escaped(text: str) -> str:
    """Return a text so that Markdown shows it as it is."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _AT_START.sub(_escape_start, text)


def _escape_start(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark[0].isdigit() else f"{space}\\{mark}"


def link(words: str, address: str) -> str:
    """Return a link."""
    return f"[{escaped(words)}]({quote(address, safe=_ADDRESS)})"

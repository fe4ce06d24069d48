"""HTML that can be found one's way in by ear: no level left out, nothing empty that says it is a heading."""

from __future__ import annotations

import re
from html import unescape

HEADING = re.compile(r"<(h[1-6])((?: [^>]*)?)>(.*?)</\1>", re.DOTALL)
_EMPTY_HEADER = re.compile(r"<th((?: [^>]*)?)>\s*</th>")
_SPAN = re.compile(r' (?:colspan|rowspan|headers)="[^"]*"')
_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')
_ALT = re.compile(r'<img(?: [^>]*?)? alt="([^"]*)"')
_DEEPEST = 6


def words_of(html: str) -> str:
    """Return the words of HTML that has been sanitised; of a picture, what it says where there are none."""
    if "<" in html:
        html = _TAG.sub("", html).strip() or " ".join(_ALT.findall(html))
    return " ".join(unescape(html).split())


def mended(html: str) -> str:
    """Return HTML whose headings begin at h2 and skip no level; idempotent.

    A heading without words is none, but keeps its picture; a header cell without words is a cell.
    """
    if "<th" in html:
        html = _EMPTY_HEADER.sub(_cell, html)
    levels = _Levels()
    return HEADING.sub(levels.mend, html) if "<h" in html else html


def _cell(found: re.Match[str]) -> str:
    return f"<td{''.join(_SPAN.findall(found[1]))}></td>"


class _Levels:
    """Finds the level of each heading of a text by those it stands below."""

    def __init__(self) -> None:
        self._above: list[str] = []

    def mend(self, found: re.Match[str]) -> str:
        tag, attributes, content = found.groups()
        if not words_of(content):
            return f"<p>{content}</p>" if "<img" in content else ""
        while self._above and self._above[-1] >= tag:
            self._above.pop()
        self._above.append(tag)
        level = min(len(self._above) + 1, _DEEPEST)
        return f"<h{level}{attributes}>{content}</h{level}>"

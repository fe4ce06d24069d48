"""Plain text out of HTML: titles, descriptions, captions."""

from __future__ import annotations

import html
import re

import nh3

DESCRIPTION_LENGTH = 300
_TITLE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|small|span"
    r"|strike|strong|sub|sup|tt|u)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"(?=</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|blockquote|figure)\b)", re.I)
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")


def one_line(text: str) -> str:
    """Collapse all white space, line ends and control characters."""
    return _SPACE.sub(" ", text).strip()


def plain_title(text: str) -> str:
    """Read a title: inline tags go, entities are decoded; `List<String>` and `a < b` stay."""
    return one_line(html.unescape(_TITLE_TAG.sub("", text)))


def plain_text(markup: str) -> str:
    """Read the text of an HTML fragment, blocks apart by a space."""
    spaced = _BLOCK_TAG.sub(" ", markup)
    return one_line(html.unescape(nh3.clean(spaced, tags=set())))


def shorten(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """Cut plain text to at most `length` characters, at the end of a word, with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return cut[: cut.rfind(" ") if " " in cut else None].rstrip(" ,;:.-–—(") + "…"


def describe(markup: str) -> str:
    """Make a description of an excerpt, a summary or a caption."""
    return shorten(plain_text(markup))

"""Takes template language out of Markdown text: Twig's and Liquid's tags and expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from contentsite.exchange.markdown.code import code_spans, outside
from contentsite.exchange.markdown.shortcodes import fence

_LITERAL = re.compile(r"\{%-?\s*(?:end)?(?:verbatim|raw)\s*-?%\}")
_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s+([\w+#.-]+)[^%\n]*%\}")
_END_HIGHLIGHT = re.compile(r"\{%-?\s*endhighlight\s*-?%\}")
_LINK = re.compile(r"\{%-?\s*(?:link|post_url)\s+([^\s%]+)\s*-?%\}")
_TAG = re.compile(r"\{(?:%(?:(?!%\}).){0,4000}%|#(?!\w+\})(?:(?!#\}).){0,4000}#)\}", re.DOTALL)
_VALUE = re.compile(
    r"(?P<mark>\*\*|__|~~|\*|_|)\{\{-?\s*(?P<inside>[^{}]{0,2000}+(?:\{[^{}]*+\}[^{}]*+)*+)\}\}"
    r"(?P<space>[ \t]*+)(?P<close>(?P=mark))"
    r"|\{\{-?\s*(?P<plain>[^{}]{0,2000}+(?:\{[^{}]*+\}[^{}]*+)*+)\}\}(?P<after>[ \t]*+)"
)
_ALONE = re.compile(r"^[ \t]*\{%(?:(?!%\}).){0,4000}%\}[ \t]*$", re.MULTILINE)
_ADDRESS = re.compile(r"['\"]([^'\"]+)['\"]\s*\|\s*(?:relative_url|absolute_url|url)\b")
_HEADER = re.compile(r"page\.(?:header\.)?(\w+)")


class Template:
    """Takes the template language out of one page's text."""

    def __init__(self, values: Mapping[str, Any], note: Callable[[str], None]) -> None:
        self._values = values
        self._note = note

    def clean(self, text: str) -> str:
        """Give the text without tags; what they enclose stays, and code stays as it is."""
        if "{%" not in text and "{{" not in text and "{#" not in text:
            return text
        literal = _highlighted(_LITERAL.sub("", text))
        pieces = outside(literal, code_spans(literal))
        return "".join(piece if is_code else self._piece(piece) for is_code, piece in pieces)

    def _piece(self, text: str) -> str:
        linked = _LINK.sub(lambda match: match[1], text)
        return _VALUE.sub(self._value, _TAG.sub(self._tag, linked))

    def _tag(self, match: re.Match[str]) -> str:
        if match[0].startswith("{%"):
            words = match[0].strip("{%-} \n").split()
            self._note(f"{{% {words[0] if words else ''} %}}")
        return ""

    def _value(self, match: re.Match[str]) -> str:
        """Replace an expression; one without a value takes the emphasis around it away too."""
        inside = (match["inside"] if match["plain"] is None else match["plain"]).strip(" -")
        mark, space = match["mark"] or "", match["space"] or match["after"] or ""
        value = self._known(inside)
        if value:
            return mark + value + space + (match["close"] or "")
        before = match.string[match.start() - 1 : match.start()]
        return "" if before in {"*", "_", "~"} else space

    def _known(self, inside: str) -> str:
        """Give the value of an expression, as far as the page itself says it."""
        header, address = _HEADER.fullmatch(inside), _ADDRESS.match(inside)
        if address:
            return address[1]
        value = self._values.get(header[1]) if header else None
        if isinstance(value, str | int | float):
            return str(value)
        if not inside.startswith(("site.baseurl", "site.url", "base_url")):
            self._note("{{ " + inside[:60] + " }}")
        return ""


def drop_statements(text: str) -> str:
    """Take out statements alone in their line, and marks of literal text, outside code."""
    if "{%" not in text:
        return text
    pieces = outside(text, code_spans(text))
    return "".join(
        piece if is_code else _ALONE.sub("", _LITERAL.sub("", piece)) for is_code, piece in pieces
    )


def _highlighted(text: str) -> str:
    """Write Jekyll's highlighted code as fences."""
    parts: list[str] = []
    position = 0
    while start := _HIGHLIGHT.search(text, position):
        end = _END_HIGHLIGHT.search(text, start.end())
        if end is None:
            break
        inside = text[start.end() : end.start()].strip("\n")
        parts += [text[position : start.start()], fence(inside, start[1])]
        position = end.end()
    return "".join(parts) + text[position:]

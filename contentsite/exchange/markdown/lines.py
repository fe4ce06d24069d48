"""Constructs of Markdown's dialects that have their own lines: notices, admonitions, tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentsite.exchange.markdown.code import code_spans

_DEEPEST = 8
_NOTICE = re.compile(r"(?P<indent>[ \t]{0,3})!{1,4}[ \t]+(?P<text>\S.*)")
_ADMONITION = re.compile(
    r"(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+)(?:[ \t]+[\w-]+)*?"
    r"(?:[ \t]+\"(?P<title>[^\"]*)\")?[ \t]*"
)
_TAB = re.compile(r"(?P<indent>[ \t]*)===[+!]?[ \t]+\"(?P<title>[^\"]*)\"[ \t]*")
_COLONS = re.compile(r":{3,}[ \t]*(?:\{?(?P<kind>[A-Za-z][\w-]*)\}?)?[ \t]*(?P<title>.*)")
_ALERT = re.compile(r"(?P<lead>[ \t]*(?:>[ \t]?)+)\[!(?P<kind>[\w-]+)\][+-]?[ \t]*(?P<title>.*)")
_MARKERS = re.compile(
    r"[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\]|\[\[toc\]\]|(?:[*-] .*)?\{:?toc\b.*\}|\{:[^}]*\}|--8<--.*"
    r"|\\newpage|\\pagebreak)[ \t]*",
    re.IGNORECASE,
)
_NAMED_HEADING = re.compile(
    r"(?P<mark>[ ]{0,3}#{1,6}[ \t]+)(?P<words>.*\S)[ \t]*"
    r"\{:?(?:[^{}]*[ \t])?(?:#|id=[\"']?)(?P<name>[\w.:-]+)[^{}]*\}[ \t]*"
)
_INLINE_LIST = re.compile(r"[ \t]*\{:?[ \t]*[#.][\w#.:=\"' -]*\}[ \t]*$")
_MARKDOWN_HTML = re.compile(
    r"[ \t]*<(?P<tag>div|section|article|aside)\b[^>]*\bmarkdown=[^>]*>[ \t]*"
)
_CLOSING = re.compile(r"[ \t]*</(?:div|section|article|aside)>[ \t]*")
_TASK = re.compile(r"(?P<lead>[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[(?P<mark>[ xX])\](?=[ \t])")


def _label(kind: str, title: str | None) -> str:
    return title if title is not None else kind.replace("-", " ").capitalize()


def _quoted(lines: list[str], title: str, indent: str = "") -> Iterator[str]:
    yield ""
    if title:
        yield f"{indent}> **{title}**"
        yield f"{indent}>"
    for line in lines:
        yield f"{indent}> {line}".rstrip()
    yield ""


class Lines:
    """Rewrites a text line by line; lines of code are passed as they are."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self._depth = depth
        self._lines = text.split("\n")
        self._code = _code_lines(text)
        # Markdown inside HTML: without the wrappers it is Markdown again.
        self._unwraps = "markdown=" in text
        self._index = 0

    def rewrite(self) -> Iterator[str]:
        """Give the lines of the text in plain Markdown."""
        while self._index < len(self._lines):
            line = self._lines[self._index]
            if self._code[self._index]:
                self._index += 1
                yield line
            else:
                yield from self._line(line)

    def _line(self, line: str) -> Iterator[str]:
        admonition, tab = _ADMONITION.fullmatch(line), _TAB.fullmatch(line)
        if admonition and self._is_indented(len(admonition["indent"]) + 2):
            inside = self._indented(len(admonition["indent"]))
            title = _label(admonition["kind"], admonition["title"])
            yield from _quoted(inside, title, admonition["indent"])
        elif tab and self._is_indented(len(tab["indent"]) + 2):
            inside = self._indented(len(tab["indent"]))
            yield from ("", f"{tab['indent']}**{tab['title']}**", "")
            yield from (f"{tab['indent']}{one}".rstrip() for one in inside)
        elif _NOTICE.fullmatch(line):
            yield from _quoted(self._notices(), "")
        elif line.startswith(":::"):
            yield from self._colons(line)
        elif self._unwraps and (_MARKDOWN_HTML.fullmatch(line) or _CLOSING.fullmatch(line)):
            self._index += 1
            yield ""
        else:
            self._index += 1
            yield from _plain(line, self._lines[self._index - 2 : self._index - 1])

    def _is_indented(self, width: int) -> bool:
        following = (one for one in self._lines[self._index + 1 : self._index + 4] if one.strip())
        return next(following, "").startswith((" " * width, "\t"))

    def _indented(self, width: int) -> list[str]:
        """Take the lines that are indented by four below this one, and what they say in turn."""
        inside: list[str] = []
        self._index += 1
        lead = " " * (width + 4)
        while self._index < len(self._lines):
            line = self._lines[self._index].replace("\t", "    ", 1)
            if line.strip() and not line.startswith(lead[:-2]):
                break
            inside.append(line.removeprefix(lead) if line.startswith(lead) else line.lstrip())
            self._index += 1
        while inside and not inside[-1].strip():
            inside.pop()
            self._index -= 1
        if self._depth > _DEEPEST:
            return inside
        return list(Lines("\n".join(inside), self._depth + 1).rewrite())

    def _notices(self) -> list[str]:
        inside: list[str] = []
        while self._index < len(self._lines):
            match = _NOTICE.fullmatch(self._lines[self._index])
            empty = re.fullmatch(r"[ \t]{0,3}!{1,4}[ \t]*", self._lines[self._index])
            if not match and not empty:
                break
            inside.append(match["text"].rstrip("! \t") if match else "")
            self._index += 1
        return inside

    def _colons(self, line: str) -> Iterator[str]:
        """Write `:::note Title` as bold words; the closing `:::` goes."""
        match = _COLONS.fullmatch(line)
        self._index += 1
        title = match["title"].strip("[] ") if match else ""
        kind = match["kind"] if match and match["kind"] else ""
        if kind or title:
            yield from ("", f"**{_label(kind, title or None)}**")
        yield ""


def _plain(line: str, before: list[str]) -> Iterator[str]:
    alert = _ALERT.fullmatch(line) if "[!" in line else None
    if alert:
        title = _label(alert["kind"], alert["title"].strip() or None)
        yield from (f"{alert['lead']}**{title}**", alert["lead"].rstrip())
    elif _MARKERS.fullmatch(line) or (line.strip() == "===" and not "".join(before).strip()):
        yield ""
    else:
        line = _NAMED_HEADING.sub(r'\g<mark><a id="\g<name>"></a>\g<words>', line)
        boxed = _TASK.sub(lambda m: m["lead"] + ("☐" if m["mark"] == " " else "☑"), line)
        yield _INLINE_LIST.sub("", boxed) if "{" in boxed else boxed


def _code_lines(text: str) -> list[bool]:
    """Say of each line whether it is, or begins in, a block of code."""
    marks = [False] * (text.count("\n") + 1)
    line = position = 0
    for start, end in code_spans(text):
        line += text.count("\n", position, start)
        position = start
        covered = text.count("\n", start, end)
        whole = start == 0 or text[start - 1] == "\n"
        if covered or (whole and end >= len(text)):
            for one in range(line if whole else line + 1, line + max(covered, 1)):
                marks[one] = True
    return marks


def rewrite_lines(text: str) -> str:
    """Write the constructs of Grav, MkDocs, Docusaurus, GitHub and kramdown in plain Markdown."""
    return "\n".join(Lines(text).rewrite())

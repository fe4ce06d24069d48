"""Finds and replaces the shortcodes of a text.

The work is linear in the length of the text: tags are found once, paired with a stack for each
name, and written out in one pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from contentsite.exchange.html.shortcode import Dialect, Handle, Shortcode, read_attributes

Span = tuple[int, int]

_DEEPEST = 50
"""Shortcodes nested deeper than this lose their tags only: else each level would copy the text."""

_TAG = re.compile(
    r"(?P<escape>\[?)\[(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,60}+)"
    r"(?P<attributes>(?:[\s=:/](?:[^\[\]\"]|\"[^\"]{0,2000}+\")*+)?)"
    r"(?<!\\)\](?P<escaped>\]?)"
)


@dataclass(slots=True)
class _Frame:
    shortcode: Shortcode
    parts: list[str]


class Replacer:
    """Replaces the shortcodes of texts in one dialect and counts, by name, those that it met."""

    def __init__(self, dialect: Dialect, handle: Handle) -> None:
        self._dialect = dialect
        self._handle = handle
        self.met: Counter[str] = Counter()
        self._paired: set[str] = set()

    def replace(self, text: str, protected: Iterable[Span] = ()) -> str:
        """Give the text with its shortcodes replaced; those that begin in `protected` are text."""
        if "[" not in text:
            return text
        tags = self._tags(text, sorted(protected))
        partner = _pair(tags)
        self._paired = {tags[index]["name"].lower() for index in partner}
        return self._write(text, tags, partner)

    def _tags(self, text: str, protected: Sequence[Span]) -> list[re.Match[str]]:
        tags: list[re.Match[str]] = []
        spans = iter([*protected, (len(text) + 1, len(text) + 1)])
        start, end = next(spans)
        for match in _TAG.finditer(text):
            while match.start("name") >= end:
                start, end = next(spans)
            if match.start("name") < start and self._dialect.accept(match):
                tags.append(match)
        return tags

    def _write(self, text: str, tags: Sequence[re.Match[str]], partner: Mapping[int, int]) -> str:
        frames = [_Frame(Shortcode(""), [])]
        position = index = 0
        while index < len(tags):
            tag, closing = tags[index], partner.get(index)
            verbatim = self._verbatim(text, tags, index, closing)
            if verbatim is None and not self._is_shortcode(tag):
                index += 1
                continue
            frames[-1].parts.append(text[position : tag.start()])
            if verbatim is not None:
                frames[-1].parts.append(verbatim)
                index = index if closing is None else closing
            else:
                self._step(tag, closing, frames)
            position = tags[index].end()
            index += 1
        frames[-1].parts.append(text[position:])
        while len(frames) > 1:
            self._close(frames)
        return "".join(frames[0].parts)

    def _step(self, tag: re.Match[str], closing: int | None, frames: list[_Frame]) -> None:
        """Take one tag: open a frame, close one, or write a shortcode that stands alone."""
        frames[-1].parts.append(tag["escape"])
        if tag["close"]:
            self._end(tag, frames)
        elif closing is not None and len(frames) < _DEEPEST:
            frames.append(_Frame(_shortcode(tag), []))
        else:
            frames[-1].parts.append(self._handled(_shortcode(tag)))
        frames[-1].parts.append(tag["escaped"])

    def _end(self, tag: re.Match[str], frames: list[_Frame]) -> None:
        name = tag["name"].lower()
        if any(frame.shortcode.name == name for frame in frames[-20:]):
            while frames[-1].shortcode.name != name:
                self._close(frames)
            self._close(frames)

    def _close(self, frames: list[_Frame]) -> None:
        frame = frames.pop()
        code = frame.shortcode
        content = "".join(frame.parts)
        done = self._handled(replace(code, content=content))
        frames[-1].parts.append(done)

    def _handled(self, shortcode: Shortcode) -> str:
        self.met[shortcode.name] += 1
        return self._handle(shortcode)

    def _verbatim(
        self, text: str, tags: Sequence[re.Match[str]], index: int, closing: int | None
    ) -> str | None:
        """Give what an escaped shortcode, or one that holds code, becomes; None for any other."""
        tag = tags[index]
        last = tag if closing is None else tags[closing]
        if tag["escape"] and last["escaped"]:
            return text[tag.start() + 1 : last.end() - 1]
        if closing is None or tag["close"] or tag["name"].lower() not in self._dialect.verbatim:
            return None
        code = _shortcode(tag)
        inside = text[tag.end("attributes") + 1 : last.start() + len(last["escape"])]
        return tag["escape"] + self._handled(replace(code, content=inside))

    def _is_shortcode(self, tag: re.Match[str]) -> bool:
        """Whether a tag is one: by its name, by a pair of that name, or by its attributes."""
        name, attributes = tag["name"].lower(), tag["attributes"].strip()
        if name in self._dialect.known or name in self._paired:
            return True
        if tag["close"]:
            return False
        has_pairs = "=" in attributes and any(read_attributes(attributes)[0])
        return has_pairs or attributes == "/" or self._dialect.lone(tag)


def _shortcode(tag: re.Match[str]) -> Shortcode:
    pairs, words = read_attributes(tag["attributes"])
    before = tag.string[tag.string.rfind("\n", 0, tag.start()) + 1 : tag.start()]
    indent = "" if before.strip() else before
    return Shortcode(tag["name"].lower(), pairs, words, indent=indent)


def _pair(tags: Sequence[re.Match[str]]) -> dict[int, int]:
    """Find for each opening tag that has one its closing tag, by position in the list."""
    waiting: dict[str, list[int]] = {}
    partner: dict[int, int] = {}
    for index, tag in enumerate(tags):
        name = tag["name"].lower()
        if tag["close"] and waiting.get(name):
            partner[waiting[name].pop()] = index
        elif not tag["close"] and not tag["attributes"].endswith("/"):
            waiting.setdefault(name, []).append(index)
    return partner

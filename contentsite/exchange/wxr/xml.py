"""Reads a WXR file, of any version, with expat; nothing outside the file is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from contentsite.exchange.item import SourceError
from contentsite.exchange.wxr.entry import Entry, Export, Term

_CHUNK = 1 << 18
_CONTROL = bytes({*range(9), 11, 12, *range(14, 32)})
_NAMESPACE = {
    re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\d.]+/excerpt/?"): "excerpt",
    re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\d.]+/?"): "wp",
    re.compile(r"https?://purl\.org/rss/1\.0/modules/content/?"): "content",
    re.compile(r"https?://purl\.org/dc/elements/1\.1/?"): "dc",
}
_DEEPEST = 200


class _Reader:
    """Takes the events of the parser and fills an Export."""

    def __init__(self) -> None:
        self.export = Export()
        self.is_wxr = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._prefixes = {name: name for name in ("wp", "excerpt", "content", "dc")}
        self._path: list[str] = []
        self._text: list[str] = []
        self._attributes: dict[str, str] = {}
        self._entry: Entry | None = None
        self._group: dict[str, str] = {}

    def _refuse(self, *_declaration: object) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        raise SourceError(
            f"line {line}, column {column}: a document type declaration (DOCTYPE) has no place in "
            "a WXR file, and its entities are not read"
        )

    def _name(self, raw: str) -> str:
        prefix, colon, local = raw.partition(":")
        return f"{self._prefixes.get(prefix, prefix)}:{local}" if colon else raw

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name.startswith("xmlns:"):
                found = (short for uri, short in _NAMESPACE.items() if uri.fullmatch(value.strip()))
                self._prefixes[name[6:]] = next(found, name[6:])
        tag = self._name(raw)
        self.is_wxr = self.is_wxr or tag.startswith("wp:")
        self._path.append(tag)
        if len(self._path) > _DEEPEST:
            raise SourceError(f"line {self.parser.CurrentLineNumber}: elements are nested too deep")
        self._text, self._attributes = [], attributes
        if tag == "item" and self._entry is None:
            self._entry = Entry(self.parser.CurrentLineNumber)
        elif len(self._path) >= 2 and self._path[-2] in {"item", "channel"}:
            self._group = {}

    def _data(self, text: str) -> None:
        self._text.append(text)

    def _end(self, _raw: str) -> None:
        tag = self._path.pop()
        above = self._path[-1] if self._path else ""
        text, self._text = "".join(self._text), []
        if self._entry is not None:
            self._in_entry(self._entry, tag, above, text)
        elif above == "wp:author":
            self._group[tag] = text.strip()
        elif tag == "wp:author":
            login = self._group.get("wp:author_login", "")
            self.export.authors[login] = self._group.get("wp:author_display_name", "") or login
        elif above == "channel":
            self.export.channel.setdefault(tag, text.strip())

    def _in_entry(self, entry: Entry, tag: str, above: str, text: str) -> None:
        if tag == "item":
            self.export.entries.append(entry)
            self._entry = None
        elif tag == "wp:postmeta":
            entry.meta[self._group.get("wp:meta_key", "")] = self._group.get("wp:meta_value", "")
        elif tag == "wp:comment":
            entry.comments += 1
        elif above == "wp:postmeta":
            self._group[tag] = text
        elif above == "item" and tag == "category":
            domain = self._attributes.get("domain", "category")
            entry.terms.append(Term(domain, self._attributes.get("nicename", ""), text.strip()))
        elif above == "item":
            entry.fields.setdefault(tag, text)


def _chunks(file: Path, export: Export) -> Iterator[bytes]:
    """Read a file in pieces, without the control characters that XML forbids."""
    with file.open("rb") as stream:
        first = stream.read(_CHUNK)
        is_wide = first[:2] in {b"\xff\xfe", b"\xfe\xff"}
        chunk = first
        while chunk:
            clean = chunk if is_wide else chunk.translate(None, _CONTROL)
            if len(clean) < len(chunk):
                export.found["control characters"] += len(chunk) - len(clean)
            yield clean
            chunk = stream.read(_CHUNK)


def _lead(chunk: bytes) -> tuple[bytes, int]:
    """Take away white space before the XML declaration, which plug-ins of WordPress print there."""
    start = chunk.removeprefix(b"\xef\xbb\xbf")
    stripped = start.lstrip()
    skipped = start[: len(start) - len(stripped)]
    return (stripped, skipped.count(b"\n")) if stripped.startswith(b"<?xml") else (chunk, 0)


def read_export(file: Path) -> Export:
    """Read a WXR file.

    Raises SourceError where the file is no well-formed XML, with line and column, where it declares
    a document type, and where it is no WXR.
    """
    reader, skipped = _Reader(), 0
    try:
        for number, chunk in enumerate(_chunks(file, reader.export)):
            if number == 0:
                chunk, skipped = _lead(chunk)
            reader.parser.Parse(chunk)
        reader.parser.Parse(b"", True)  # noqa: FBT003  (the parser takes no keywords)
    except expat.ExpatError as error:
        line, column = error.lineno + skipped, error.offset + 1
        reason = expat.errors.messages.get(error.code, str(error))
        raise SourceError(f"{file}: line {line}, column {column}: {reason}") from error
    except SourceError as error:
        raise SourceError(f"{file}: {error}") from error
    except (OSError, LookupError, ValueError) as error:  # an encoding that Python does not know
        raise SourceError(f"{file}: {error}") from error
    if not reader.is_wxr:
        raise SourceError(f"{file}: this is XML, but not a WordPress export (WXR)")
    return reader.export

"""HTML as Markdown: headings, paragraphs, lists, quotes, code, tables, links and pictures; all else as its words.

For HTML that has been sanitised. It is read once, from start to end, without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Final
from urllib.parse import quote

from .escaped import escaped

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_BLOCKS: Final = frozenset(
    "p div dl dt dd figure figcaption details summary caption h2 h3 h4 h5 h6 hr".split()  # noqa: SIM905
)
_MARKS: Final[Mapping[str, str]] = {
    "em": "*", "i": "*", "cite": "*", "var": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"
}  # fmt: skip
_DEEPEST: Final = 20
"""So deep quotes and lists are indented: what is deeper stands at that level."""


def markdown_of(html: str) -> str:
    """Return HTML as Markdown."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    writer.end_block()
    return "\n".join(writer.lines).strip("\n")


class _Writer(HTMLParser):
    """Collects the words of a block, and writes it when the next one begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._words: list[str] = []
        self._level = ""
        """What the block begins with, such as "## "."""
        self._indents: list[str] = []
        """What each line begins with, by the quotes and lists around it."""
        self._lists: list[int | None] = []
        """The next number of each list around; None for one without numbers."""
        self._marker = ""
        """That of the list item which the next block begins."""
        self._targets: list[str] = []
        self._is_pre = False
        self._code: int | None = None
        """Where among the words a piece of code begins; None outside of one."""
        self._rows: list[list[str]] | None = None

    def handle_data(self, data: str) -> None:
        is_code = self._is_pre or self._code is not None
        self._words.append(data if is_code else escaped(_SPACE.sub(" ", data)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self.end_block()
            self._level = "#" * int(tag[1]) + " " if tag[0] == "h" and tag != "hr" else ""
            if tag == "hr":
                self._write(["---"])
        elif tag in _STARTS:
            _STARTS[tag](self, given)
        elif tag in _MARKS:
            self._mark(_MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        elif tag in _ENDS:
            _ENDS[tag](self)
        elif tag in _MARKS:
            self._mark(_MARKS[tag])

    def end_block(self) -> None:
        """Write what was collected."""
        self._end_code()
        text = "".join(self._words)
        self._words = []
        if self._rows is not None:
            # what stands in a cell is one line
            self._words = [text, " "] if text.strip() else []
            return
        text = "\n".join(line.strip() for line in text.strip().split("\n"))
        if text:
            self._write((self._level + text).split("\n"))
        self._level = ""

    def _write(self, lines: list[str]) -> None:
        indent = "".join(self._indents[:_DEEPEST])
        if self.lines and not self._marker:
            self.lines.append(indent.rstrip())
        first = indent[: len(indent) - len(self._marker)] + self._marker if self._marker else indent
        self._marker = ""
        self.lines += [(first if n == 0 else indent) + line for n, line in enumerate(lines)]

    # quotes and lists

    def _quote(self, _given: Mapping[str, str]) -> None:
        self.end_block()
        self._indents.append("> ")

    def _unquote(self) -> None:
        self.end_block()
        if self._indents:
            self._indents.pop()

    def _bullets(self, _given: Mapping[str, str]) -> None:
        self._begin_list(None)

    def _numbers(self, given: Mapping[str, str]) -> None:
        self._begin_list(int(given.get("start") or 1))

    def _begin_list(self, start: int | None) -> None:
        self.end_block()
        if not self._lists and self.lines:
            self.lines.append("".join(self._indents[:_DEEPEST]).rstrip())
        self._lists.append(start)

    def _end_list(self) -> None:
        self.end_block()
        if self._lists:
            self._lists.pop()

    def _item(self, _given: Mapping[str, str]) -> None:
        self.end_block()
        number = self._lists[-1] if self._lists else None
        self._marker = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1
        self._indents.append(" " * len(self._marker))

    # code

    def _begin_pre(self, _given: Mapping[str, str]) -> None:
        self.end_block()
        self._is_pre = True

    def _end_pre(self) -> None:
        text, self._words, self._is_pre = "".join(self._words), [], False
        fence = _fence(text, 3)
        self._write([fence, *text.strip("\n").split("\n"), fence])

    def _begin_code(self, _given: Mapping[str, str]) -> None:
        if not self._is_pre and self._code is None:
            self._code = len(self._words)

    def _end_code(self) -> None:
        if self._code is None:
            return
        text = "".join(self._words[self._code :])
        del self._words[self._code :]
        self._code = None
        if text.strip():
            self._words.append(_code_span(text, is_cell=self._rows is not None))

    def _mark(self, mark: str) -> None:
        # in code a mark would stand for itself
        if self._code is None:
            self._words.append(mark)

    def _break(self, _given: Mapping[str, str]) -> None:
        is_line = self._rows is not None or self._code is not None
        self._words.append(" " if is_line else "\n" if self._is_pre else "\\\n")

    # links and pictures

    def _link(self, given: Mapping[str, str]) -> None:
        self._targets.append("" if self._code is not None else given.get("href", ""))
        if self._targets[-1]:
            self._words.append("[")

    def _end_link(self) -> None:
        target = self._targets.pop() if self._targets else ""
        if target:
            self._words.append(f"]({_address(target)})")

    def _image(self, given: Mapping[str, str]) -> None:
        if self._code is not None:
            return
        words = escaped(_SPACE.sub(" ", given.get("alt", "")))
        self._words.append(f"![{words}]({_address(given.get('src', ''))})")

    # tables

    def _table(self, _given: Mapping[str, str]) -> None:
        self.end_block()
        self._rows = []

    def _row(self, _given: Mapping[str, str]) -> None:
        if self._rows is not None:
            self._words, self._code = [], None
            self._rows.append([])

    def _cell(self, _given: Mapping[str, str]) -> None:
        self._words, self._code = [], None

    def _end_cell(self) -> None:
        self._end_code()
        if self._rows:
            text = _SPACE.sub(" ", "".join(self._words)).strip()
            self._rows[-1].append(text)
            self._words = []

    def _end_table(self) -> None:
        rows = [row for row in self._rows or () if row]
        self._rows, self._words, self._code = None, [], None
        if rows:
            width = max(map(len, rows))
            full = [row + [""] * (width - len(row)) for row in rows]
            full.insert(1, ["---"] * width)
            self._write([f"| {' | '.join(row)} |" for row in full])


def _fence(text: str, least: int) -> str:
    """Return backticks that a text has not as many of in a row."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(least, longest + 1)


def _code_span(text: str, *, is_cell: bool) -> str:
    """Return a piece of code in a line (CommonMark 0.31, 6.1); in the cell of a table `|` would end it all the same."""
    text = _SPACE.sub(" ", text)
    fence = _fence(text, 1)
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    written = f"{fence}{space}{text}{space}{fence}"
    return written.replace("|", "\\|") if is_cell else written


def _address(target: str) -> str:
    return quote(target, safe="~!$&'*+,;=:@/?#%")


_STARTS: Final[Mapping[str, Callable[[_Writer, Mapping[str, str]], None]]] = {
    "blockquote": _Writer._quote,
    "ul": _Writer._bullets,
    "ol": _Writer._numbers,
    "li": _Writer._item,
    "pre": _Writer._begin_pre,
    "code": _Writer._begin_code,
    "br": _Writer._break,
    "a": _Writer._link,
    "img": _Writer._image,
    "table": _Writer._table,
    "tr": _Writer._row,
    "td": _Writer._cell,
    "th": _Writer._cell,
}
_ENDS: Final[Mapping[str, Callable[[_Writer], None]]] = {
    "blockquote": _Writer._unquote,
    "ul": _Writer._end_list,
    "ol": _Writer._end_list,
    "li": _Writer._unquote,
    "pre": _Writer._end_pre,
    "code": _Writer._end_code,
    "a": _Writer._end_link,
    "table": _Writer._end_table,
    "td": _Writer._end_cell,
    "th": _Writer._end_cell,
}

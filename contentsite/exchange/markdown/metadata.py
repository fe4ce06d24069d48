"""What a page, or a file beside it, says of the files in its folder: titles, captions, their order.

Understood are a table `files` in the front matter, Hugo's list `resources`, and Grav's files
`name.meta.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from contentsite.exchange.html.text import describe, one_line
from contentsite.exchange.item import HOME, Problem
from contentsite.exchange.markdown.forest import FileNode, PageNode
from contentsite.exchange.markdown.frontmatter import FrontMatterError, read_yaml
from contentsite.exchange.markdown.scan import decode

_KEYS = {
    "alt": ("alt", "alt_text", "alttext"),
    "caption": ("caption", "legend"),
    "licence": ("licence", "license", "copyright", "credit", "credits", "attribution"),
}
_MOST = 1 << 20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is said of one file."""

    title: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    listed: bool | None = None
    order: tuple[float, int] = (0.0, 0)


class Metadata:
    """Reads what is said of the files of one tree; what is said of files that are not there is a problem."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._tables: dict[str, _Table] = {}

    def of(self, node: FileNode) -> FileFacts:
        """Give what is said of one file."""
        table = self._table(node.owner)
        name = _relative(node)
        place, said = table.find(name)
        said = {**said, **self._beside(node)}
        values = {key: text for key, names in _KEYS.items() if (text := _text(said, *names))}
        if description := describe(_text(said, "description", "summary")):
            values["description"] = description
        listed, order = said.get("listed"), said.get("order", said.get("weight"))
        rank = float(order) if isinstance(order, int | float) else float(place)
        title = _text(said, "title", "name").replace(":counter", str(place + 1))
        return FileFacts(title, values, listed if isinstance(listed, bool) else None, (rank, place))

    def unused(self) -> Iterator[Problem]:
        """Report what is said of files that are not there."""
        for table in self._tables.values():
            for name in table.left():
                yield Problem(table.where, f"says something of {name}, which is not there")

    def _table(self, owner: PageNode) -> _Table:
        if owner.path not in self._tables:
            self._tables[owner.path] = _Table(owner)
        return self._tables[owner.path]

    def _beside(self, node: FileNode) -> Mapping[str, Any]:
        """Read Grav's file of metadata beside a file."""
        path = node.file.with_name(f"{node.file.name}.meta.yaml")
        if not path.is_file() or path.is_symlink() or path.stat().st_size > _MOST:
            return {}
        try:
            return read_yaml(decode(path.read_bytes())[0]) or {}
        except FrontMatterError as error:
            where = f"{node.path}.meta.yaml: line {error.line}, column {error.column}"
            self.problems.append(Problem(where, f"{error.reason}; left out"))
            return {}


class _Table:
    """What the front matter of one page says of files."""

    def __init__(self, owner: PageNode) -> None:
        matter = owner.page.matter.values if owner.page else {}
        self.where = owner.page.path if owner.page else owner.path
        self._named = dict(_named(matter.get("files")))
        self._places = {name: place for place, name in enumerate(self._named)}
        self._patterns = [*_patterns(matter.get("resources"))]
        self._met: set[str] = set()

    def find(self, name: str) -> tuple[int, Mapping[str, Any]]:
        """Give the place of a file in the table, those that are not in it last, and what is said."""
        if name in self._named:
            self._met.add(name)
            return self._places[name], self._named[name]
        for place, (pattern, said) in enumerate(self._patterns):
            if fnmatchcase(name.casefold(), pattern):
                return place, said
        return len(self._named) + len(self._patterns), {}

    def left(self) -> Iterator[str]:
        """Give the names that no file has."""
        return (name for name in self._named if name not in self._met)


def _named(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, dict):
        for name, said in value.items():
            if isinstance(said, dict):
                yield str(name).removeprefix("./"), said


def _patterns(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict) and isinstance(one.get("src"), str):
            params = one.get("params")
            said = {**params, **one} if isinstance(params, dict) else one
            # Hugo's `name` is another address of the resource, not a title
            yield one["src"].casefold(), {k: v for k, v in said.items() if k != "name"}


def _text(said: Mapping[str, Any], *names: str) -> str:
    found = (said.get(name) for name in names)
    return one_line(next((str(one) for one in found if isinstance(one, str | int | float)), ""))


def _relative(node: FileNode) -> str:
    owner = node.owner
    folder = owner.page.folder if owner.page else ("" if owner.path == HOME else owner.path)
    return node.path.removeprefix(f"{folder}/") if folder else node.path

"""Front matter before the text of a page: YAML in `---`, TOML in `+++`, or a JSON object."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

try:
    import yaml
except ImportError:  # PyYAML is an optional extra
    yaml = None  # type: ignore[assignment]
else:

    class _Loader(yaml.SafeLoader):
        """Says of a value that is none, such as a date in month 13, where it stands."""

        def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
            try:
                return super().construct_object(node, deep)
            except ValueError as error:
                place = node.start_mark
                raise yaml.constructor.ConstructorError(None, None, str(error), place) from error


_CLOSED = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_KEY = re.compile(r"[ \t]*[\"']?[A-Za-z_][\w.-]*[\"']?[ \t]*[:=]")
_TOML_PLACE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
_MOST = 20_000


class FrontMatterError(ValueError):
    """Front matter that cannot be read; `line` and `column` count from 1 in the file."""

    def __init__(self, reason: str, line: int, column: int = 1) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


@dataclass(frozen=True, slots=True)
class Matter:
    """A page's front matter and the text after it, which begins at line `line` of the file."""

    values: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    line: int = 1


def split_matter(source: str) -> Matter:
    """Split a page. Raises FrontMatterError where its front matter is broken."""
    mark = source[:3]
    first, _, rest = source.partition("\n")
    if mark in _CLOSED and first.rstrip() == mark:
        return _between(source, mark, rest)
    if first.rstrip() == "{" or re.match(r"\{\s*\"", source):
        return _json(source)
    return Matter({}, source)


def _between(source: str, mark: str, rest: str) -> Matter:
    end = _CLOSED[mark].search(rest)
    if end is None:
        if _KEY.match(rest):
            raise FrontMatterError(f"the front matter is not closed by {mark}", 1)
        return Matter({}, source)  # a rule at the top of a page
    block = rest[: end.start()]
    values = read_yaml(block, 2) if mark == "---" else _toml(block)
    if values is None:
        return Matter({}, source)
    text = rest[end.end() :].removeprefix("\n")
    return Matter(values, text, 2 + block.count("\n") + 1)


def read_yaml(block: str, line: int = 1) -> dict[str, Any] | None:
    """Read a YAML mapping that begins at `line`; None where the text is no mapping.

    Raises FrontMatterError where it is broken, or PyYAML not installed.
    """
    if yaml is None:
        raise FrontMatterError(
            "YAML front matter needs PyYAML: pip install 'contentsite[import]'", line
        )
    try:
        read = yaml.load(block, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (line + mark.line, mark.column + 1) if mark else (line, 1)
        raise FrontMatterError(error.problem or "broken YAML", *place) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FrontMatterError(" ".join(str(error).split()) or "broken YAML", line) from error
    if read is None:
        return {}
    if not isinstance(read, dict):
        return None
    if not _is_small(read):
        raise FrontMatterError("the front matter refers to itself, or is too large", line)
    return {str(key): value for key, value in read.items()}


def _is_small(read: object) -> bool:
    """Count values with those that YAML's aliases repeat, so that none is expanded without end."""
    waiting, number = [read], 0
    while waiting and number < _MOST:
        value = waiting.pop()
        number += 1
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple | set):
            waiting.extend(value)
    return not waiting


def _toml(block: str) -> dict[str, Any]:
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _TOML_PLACE.search(str(error))
        line, column = (int(place[1]) + 1, int(place[2])) if place else (2, 1)
        raise FrontMatterError(_TOML_PLACE.sub("", str(error)), line, column) from error


def _json(source: str) -> Matter:
    try:
        values, end = json.JSONDecoder().raw_decode(source)
    except json.JSONDecodeError as error:
        raise FrontMatterError(error.msg, error.lineno, error.colno) from error
    except RecursionError as error:
        raise FrontMatterError("the front matter is nested too deep", 1) from error
    text = source[end:].lstrip(" \t").removeprefix("\n")
    return Matter(values, text, source.count("\n", 0, len(source) - len(text)) + 1)

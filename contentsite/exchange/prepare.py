"""Checking items against the content types, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from pydantic import ValidationError

from contentsite.declaration import Registry, TypeInfo
from contentsite.files.sniff import InvalidFile, image_facts
from contentsite.schema.spec import FieldSpec
from contentsite.tree.container import Container
from contentsite.tree.row import shortened

from .item import Item, Problem, Source

TITLE_LENGTH: Final = 500


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item that can be written: its type, and its checked values."""

    item: Item
    info: TypeInfo
    values: Mapping[str, Any]


def prepare(source: Source, types: Registry) -> tuple[list[Prepared], list[Problem]]:
    """Check all items. Returns those that can be written, parents first, and what is wrong with the rest.

    A value that its field refuses is left out and reported; the node is made all the same.
    """
    problems = list(source.problems)
    parents = {item.parent for item in source.items}
    found: list[Prepared] = []
    for item in parents_first(source.items):
        prepared = _prepared(item, types, item.source_id in parents, problems)
        if prepared is not None:
            found.append(prepared)
    problems.extend(_unused(found))
    return found, problems


def parents_first(items: list[Item]) -> Iterator[Item]:
    """Yield items so that each comes after its parent; within one parent the order stays.

    An item whose parent is unknown, or stands below the item itself, comes as if it had none.
    """
    known = {item.source_id for item in items}
    below: dict[str | None, list[Item]] = {}
    for item in items:
        below.setdefault(item.parent if item.parent in known else None, []).append(item)
    done: set[str] = set()
    queue = below.get(None, [])[::-1]
    while len(done) < len(known):
        if not queue:
            # only circles are left: break one
            queue = [next(item for item in items if item.source_id not in done)]
        item = queue.pop()
        if item.source_id not in done:
            done.add(item.source_id)
            yield item
            queue.extend(reversed(below.get(item.source_id, ())))


def _prepared(
    item: Item, types: Registry, has_children: bool, problems: list[Problem]
) -> Prepared | None:  # noqa: FBT001
    info = types.by_label(item.type)
    if info is None or (has_children and not issubclass(info.cls, Container)):
        why = (
            "is not a type of this site"
            if info is None
            else "cannot hold pages, but pages stand below it"
        )
        problems.append(
            Problem(
                item.source_id,
                f"{item.type!r} {why}; imported as {'Folder' if has_children else 'Document'}",
            )
        )
        info = types["Folder" if has_children else "Document"]
    info = _by_content(item, info, types, problems)
    return Prepared(item, info, _values(item, info, problems))


def _by_content(item: Item, info: TypeInfo, types: Registry, problems: list[Problem]) -> TypeInfo:
    """Take a picture that is none for a file."""
    if item.file is None or "image" not in info.cls.fields():
        return info
    try:
        with item.file.open("rb") as stream:
            image_facts(stream)
    except InvalidFile as error:
        problems.append(
            Problem(item.source_id, f"{item.file.name}: {error}; imported as a file to download")
        )
        return types["File"]
    return info


def _values(item: Item, info: TypeInfo, problems: list[Problem]) -> dict[str, Any]:
    fields = info.cls.fields()
    given = {**item.extra, **item.values, "title": shortened(item.title, TITLE_LENGTH) or item.name}
    if item.markdown is not None and "body" in fields and fields["body"].kind == "markdown":
        given["body"] = item.markdown
    checked: dict[str, Any] = {}
    for name, value in given.items():
        spec = fields.get(name)
        if spec is not None:
            try:
                checked[name] = spec.adapter.validate_python(_fitted(spec, value))
            except ValidationError as error:
                problems.append(
                    Problem(item.source_id, f"{name}: {error.errors()[0]['msg']}; left out")
                )
    return checked


def _fitted(spec: FieldSpec, value: Any) -> Any:
    """Turn what front matter can say into what the field wants."""
    match spec.kind, value:
        case ("datetime", datetime()):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        case ("datetime", date()):
            return datetime.combine(value, time(), UTC)
        case ("reference", str()):
            return value.removeprefix("uid:") or None
        case ("references", (list() | tuple())):
            return tuple(str(each).removeprefix("uid:") for each in value)
        case (("text" | "long_text"), (int() | float() | date())):
            return str(value)
        case ("tags", str()):
            return tuple(value.split(","))
        case ("rich_text", str()) if "<" not in value:
            return f"<p>{value}</p>" if value else ""
    return value


def _unused(found: list[Prepared]) -> Iterator[Problem]:
    """Report front matter for which no type had a field, once a name with the number of pages."""
    counts: dict[str, int] = {}
    for prepared in found:
        for name in prepared.item.extra:
            if name not in prepared.info.cls.fields():
                counts[name] = counts.get(name, 0) + 1
    for name, count in sorted(counts.items()):
        pages = "1 page" if count == 1 else f"{count} pages"
        yield Problem("front matter", f"{name!r} fits no field of the type ({pages})")

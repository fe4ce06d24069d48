"""What is known of one field: read once from its annotation, used by every face."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from .errors import DeclarationError
from .fields import Choice, DateTime, Field, Kind, Listed, Of

_KINDS = {
    bool: "bool",
    int: "int",
    float: "float",
    Decimal: "decimal",
    date: "date",
    datetime: "datetime",
    str: "text",
}
_MUTABLE = (list, dict, set, bytearray)
_UNIONS = (Union, types.UnionType)


@dataclass(frozen=True)
class FieldSpec:
    """One field of a content type: name, kind, label and help, and how its values are checked."""

    name: str
    annotation: Any
    kind: str
    label: str
    help: str
    group: str
    listed: bool
    shown: bool
    required: bool
    default: Any
    choices: tuple[str, ...]
    of: tuple[str, ...]

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """The validator of this field alone; its `validate_python` raises ValidationError."""
        return TypeAdapter(self.annotation)


def field_spec(cls: type, name: str, annotation: Any, info: FieldInfo) -> FieldSpec:
    """Read the declaration of one field.

    Raises DeclarationError for a type that no field may have.
    """
    notes = list(_metadata(annotation))
    shown = next((note for note in notes if isinstance(note, Field)), Field())
    required = info.is_required()
    return FieldSpec(
        name=name,
        annotation=annotation,
        kind=_kind(cls, name, annotation, notes),
        label=shown.label or name.replace("_", " ").capitalize(),
        help=shown.help or (info.description or ""),
        group=shown.group,
        listed=any(isinstance(note, Listed) for note in notes),
        shown=shown.shown,
        required=required,
        default=None if required else info.default,
        choices=_choices(annotation, notes),
        of=next((note.types for note in notes if isinstance(note, Of)), ()),
    )


def refuse_mutable(cls: type, name: str, annotation: Any) -> None:
    """Raise DeclarationError where a value could change behind the database's back."""
    for part in _parts(annotation):
        origin = get_origin(part) or part
        if isinstance(origin, type) and issubclass(origin, (*_MUTABLE, BaseModel)):
            raise DeclarationError(
                cls,
                name,
                f"{origin.__name__} can change unnoticed; use tuple, frozenset or a frozen dataclass",
            )


def aware_datetimes(annotation: Any) -> Any:
    """Return the annotation with each plain `datetime` replaced by one that demands a time zone."""
    if annotation is datetime:
        return DateTime
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *notes = get_args(annotation)
        return annotation if _has_kind(notes) else Annotated[aware_datetimes(inner), *notes]
    if origin in _UNIONS:
        return Union[tuple(aware_datetimes(part) for part in get_args(annotation))]  # noqa: UP007
    return annotation


def _has_kind(notes: list[Any]) -> bool:
    return any(isinstance(note, Kind) for note in notes)


def _metadata(annotation: Any) -> Iterator[Any]:
    """Yield what stands beside the type, outermost first, also inside `| None`.

    In nested `Annotated`s Python flattens inner notes before outer ones, so the order is reversed:
    a note nearer to the field wins.
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *notes = get_args(annotation)
        yield from reversed(notes)
        yield from _metadata(inner)
    elif origin in _UNIONS:
        for part in get_args(annotation):
            yield from _metadata(part)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    origin = get_origin(annotation)
    inner = get_args(annotation)[:1] if origin is Annotated else get_args(annotation)
    if origin is not Literal:
        for part in inner:
            yield from _parts(part)


def _bare(annotation: Any) -> Any:
    """Return the Python type without notes and without `| None`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _bare(get_args(annotation)[0])
    if origin in _UNIONS:
        kept = [part for part in get_args(annotation) if part is not type(None)]
        return _bare(kept[0]) if len(kept) == 1 else annotation
    return annotation


def _kind(cls: type, name: str, annotation: Any, notes: list[Any]) -> str:
    if _choices(annotation, notes):
        return "choice"
    named = next((note.name for note in notes if isinstance(note, Kind)), None)
    kind = named or _KINDS.get(_bare(annotation))
    if kind is None:
        raise DeclarationError(
            cls,
            name,
            f"{_bare(annotation)!r} is not a field type; use one of contentsite's, or name what it is: "
            'Annotated[..., Kind("...")]',
        )
    return kind


def _choices(annotation: Any, notes: list[Any]) -> tuple[str, ...]:
    for note in notes:
        if isinstance(note, Choice):
            return note.values
    bare = _bare(annotation)
    return tuple(map(str, get_args(bare))) if get_origin(bare) is Literal else ()

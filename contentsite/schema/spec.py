"""What is known of one field: read once from its annotation, used by every face."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from .annotation import bare, is_plain, leaves, notes
from .errors import DeclarationError
from .fields import Choice, Field, Indexed, Kind, Listed, Of
from .long import KINDS

_KINDS: Final = {
    bool: "bool",
    int: "int",
    float: "float",
    Decimal: "decimal",
    date: "date",
    datetime: "datetime",
    str: "text",
}


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
    indexed: bool
    shown: bool
    required: bool
    default: Any
    choices: tuple[str, ...]
    of: tuple[str, ...]

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """The validator of this field alone; its `validate_python` raises ValidationError."""
        return TypeAdapter(self.annotation)


def in_words(name: str) -> str:
    """Return what a field or one of its choices is called that has no words of its own: its name in words."""
    return name.replace("_", " ").capitalize()


def title_of(cls: type) -> str:
    """Return the title of a type that names none: its class name in words."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", cls.__name__)


def about(cls: type) -> str:
    """Return the sentence that a type says of itself: the first line of its docstring."""
    return (cls.__doc__ or "").strip().partition("\n")[0]


def field_spec(cls: type, name: str, annotation: Any, info: FieldInfo) -> FieldSpec:
    """Read the declaration of one field.

    Raises DeclarationError for a type that no field, or no listed field, may have.
    """
    beside = list(notes(annotation))
    shown = next((note for note in beside if isinstance(note, Field)), Field())
    required = info.is_required()
    spec = FieldSpec(
        name=name,
        annotation=annotation,
        kind=_kind(cls, name, annotation, beside),
        label=shown.label or in_words(name),
        help=shown.help or (info.description or ""),
        group=shown.group,
        listed=any(isinstance(note, Listed) for note in beside),
        indexed=any(isinstance(note, Indexed) for note in beside),
        shown=shown.shown,
        required=required,
        default=None if required else info.default,
        choices=_choices(annotation, beside),
        of=next((note.types for note in beside if isinstance(note, Of)), ()),
    )
    if spec.kind in KINDS or not all(map(is_plain, leaves(annotation))):
        _refuse_marks(cls, spec)
    return spec


def _refuse_marks(cls: type, spec: FieldSpec) -> None:
    """Refuse what only a field of short, plain values may be."""
    if spec.listed:
        raise DeclarationError(
            cls,
            spec.name,
            "cannot be Listed(): rows of a listing hold short, plain values; take the mark away",
        )
    if spec.indexed:
        raise DeclarationError(
            cls,
            spec.name,
            "cannot be Indexed(): one filters by short, plain values; prose is searched anyway",
        )


def _kind(cls: type, name: str, annotation: Any, beside: list[Any]) -> str:
    if _choices(annotation, beside):
        return "choice"
    named = next((note.name for note in beside if isinstance(note, Kind)), None)
    kind = named or _KINDS.get(bare(annotation))
    if kind is None:
        raise DeclarationError(
            cls,
            name,
            f"{bare(annotation)!r} is not a field type; use one of contentsite's, or name what it"
            ' is: Annotated[..., Kind("...")]',
        )
    return kind


def _choices(annotation: Any, beside: list[Any]) -> tuple[str, ...]:
    for note in beside:
        if isinstance(note, Choice):
            return note.values
    inner = bare(annotation)
    return tuple(map(str, get_args(inner))) if get_origin(inner) is Literal else ()

"""Blocks: a page made of parts. Each is a small value with fields of its own; a field holds a tuple of them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, TypeVar, dataclass_transform

from pydantic import AfterValidator, PlainSerializer, PlainValidator
from pydantic import Field as Limits
from pydantic_core import PydanticCustomError
from ZODB.broken import Broken

from contentsite.sentence import _

from .errors import DeclarationError
from .fields import Kind
from .long import length
from .spec import FieldSpec
from .typed import Fielded, declare

MOST: Final = 100
"""So many blocks a field may hold."""
LONGEST: Final = 2_000_000
"""So many characters they may have together, as one text may."""
_APART: Final = frozenset({"attachment", "picture", "blocks"})
"""Kinds of fields that a block may not have."""
_Class = TypeVar("_Class", bound="type[Block]")
Place = tuple[str | int, ...]
"""Where a value is: the name of a field, or ("blocks", 2, "headline")."""


@dataclass(frozen=True)
class Block(Fielded):
    """The base of all blocks: an immutable value, equal to another one of the same kind and values."""

    kind: ClassVar[str] = ""
    """What it is called in data; no two classes are called alike."""


_CLASSES: Final[dict[str, type[Block]]] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True)
def declared_block(cls: _Class, kind: str) -> _Class:
    """Make an annotated class one of blocks of this kind, with checked fields and a keyword-only constructor.

    Raises DeclarationError for what no block may have, and where another class has the kind.
    """
    known = _CLASSES.get(kind)
    if known is not None and _named(known) != _named(cls):
        raise DeclarationError(cls, "", f"there is a block {kind!r} already: {_named(known)}")
    for name, spec in declare(cls, frozen=True).items():
        if spec.kind in _APART:
            raise DeclarationError(
                cls,
                name,
                "a block holds no files and no blocks: let it refer to a File or an Image of the"
                ' site, as Annotated[Reference, Of("Image")]',
            )
    cls.kind = kind
    _CLASSES[kind] = cls
    return cls


def block_classes() -> Mapping[str, type[Block]]:
    """Return the classes of blocks that this process knows, by kind."""
    return _CLASSES


def block_of(value: Any) -> Any:
    """Return a block, given one or a mapping with its `kind`. Raises ValidationError, or PydanticCustomError.

    One that is there was checked when it was made. One whose class is not installed stays as it is.
    """
    if isinstance(value, Broken) or (isinstance(value, Block) and value.kind):
        return value
    if not isinstance(value, Mapping):
        raise PydanticCustomError("block_type", "must be a block: an object with its kind")
    cls = _CLASSES.get(str(value.get("kind", "")))
    if cls is None:
        kinds = ", ".join(sorted(_CLASSES))
        raise PydanticCustomError(
            "block_kind", "there is no such kind of block; it is one of: {kinds}", {"kinds": kinds}
        )
    made: Any = cls
    return made(**{str(name): each for name, each in value.items() if name != "kind"})


def _bounded(blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    if length(blocks) > LONGEST:
        raise ValueError(_("together have more than {most} characters", most=format(LONGEST, ",")))
    return blocks


def data_of(value: Any) -> dict[str, Any]:
    """Return a block as a mapping with its `kind`; of one whose class is not installed, where that was."""
    if isinstance(value, Block):
        return {"kind": value.kind, **value.field_values()}
    return {"kind": "", "class": _named(type(value))}


Blocks = Annotated[
    tuple[Annotated[Block, PlainValidator(block_of), PlainSerializer(data_of)], ...],
    Kind("blocks"),
    Limits(max_length=MOST),
    AfterValidator(_bounded),
]
"""Parts of a page in order, each of a kind of its own: at most 100."""


def values_in(spec: FieldSpec, value: Any) -> Iterator[tuple[Place, FieldSpec, Any]]:
    """Yield place, field and value of all that a field holds: itself, or the fields of each of its blocks."""
    if spec.kind != "blocks":
        yield (spec.name,), spec, value
        return
    for number, block in enumerate(value or ()):
        if isinstance(block, Block):
            for name, inner in block.fields().items():
                yield (spec.name, number, name), inner, getattr(block, name)


def with_values(block: Block, values: Mapping[str, Any]) -> Block:
    """Return a block with some values replaced by others that are known to be right."""
    made = copy.copy(block)
    vars(made).update(values)
    return made


def _named(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"

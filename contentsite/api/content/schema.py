"""The models of each content type, made of its fields: what is answered of a node, and what may be sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, Literal, NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from contentsite.schema.blocks import block_classes
from contentsite.schema.spec import FieldSpec
from contentsite.tree.container import Container

from ..fields.kinds import kind_of
from ..shape import Entry, Summary, Term
from .ordering import Ordering
from .payload import WorkingCopy

_TYPED_DICT: Final[Any] = TypedDict

_NODE: Final[dict[str, Any]] = {
    "@id": str,
    "@components": dict[str, Any],
    "UID": str,
    "id": str,
    "parent": Summary | dict[str, Any],
    "is_folderish": bool,
    "review_state": str,
    "type_title": str,
    "created": str,
    "modified": str,
    "effective": str | None,
    "expires": str | None,
    "creators": list[str],
    "language": Term | str,
    "exclude_from_nav": bool,
    "version": Literal["current", "working_copy"] | int,
    "working_copy": WorkingCopy | None,
}
_FOLDER: Final[dict[str, Any]] = {
    "items": NotRequired[list[Entry]],
    "items_total": NotRequired[int],
    "batching": NotRequired[dict[str, str]],
}
_SENT: Final[dict[str, Any]] = {
    "id": NotRequired[str],
    "language": NotRequired[str | Term | None],
    "exclude_from_nav": NotRequired[bool],
}
_CHANGED: Final[dict[str, Any]] = {
    **_SENT,
    "effective": NotRequired[str | None],
    "expires": NotRequired[str | None],
}


def answer_model(cls: Any) -> TypeAdapter[Any]:
    """Return the model of what is answered of a node of a type."""
    return _answer_model(cls, _blocks())


def create_model(cls: Any) -> TypeAdapter[Any]:
    """Return the model of what is sent for a new node of a type."""
    return _create_model(cls, _blocks())


def change_model(cls: Any) -> TypeAdapter[Any]:
    """Return the model of what is sent to change a node of a type."""
    return _change_model(cls, _blocks())


def _blocks() -> tuple[Any, ...]:
    """Return what models depend on besides the type: the blocks that there are."""
    return tuple(block_classes().values())


@cache
def _answer_model(cls: Any, _known: tuple[Any, ...]) -> TypeAdapter[Any]:
    fields = {name: kind_of(spec).shown for name, spec in cls.fields().items()}
    more = _FOLDER if issubclass(cls, Container) else {}
    named: Any = {"@type": Literal[(cls.__name__,)]}
    return _model(cls.__name__, {**fields, **more, **_NODE, **named})


@cache
def _create_model(cls: Any, _known: tuple[Any, ...]) -> TypeAdapter[Any]:
    fields = {name: _sent(spec, needed=spec.required) for name, spec in cls.fields().items()}
    named: Any = {"@type": Literal[(cls.__name__,)]}
    return _model(f"New{cls.__name__}", {**_SENT, **fields, **named})


@cache
def _change_model(cls: Any, _known: tuple[Any, ...]) -> TypeAdapter[Any]:
    fields = {name: _sent(spec, needed=False) for name, spec in cls.fields().items()}
    more = {"ordering": NotRequired[Ordering]} if issubclass(cls, Container) else {}
    return _model(f"Changed{cls.__name__}", {**_CHANGED, **more, **fields})


def _sent(spec: FieldSpec, *, needed: bool) -> Any:
    taken = kind_of(spec).taken
    return taken if needed else NotRequired[taken | None if taken is not Any else Any]


def _model(name: str, keys: dict[str, Any]) -> TypeAdapter[Any]:
    return TypeAdapter(_TYPED_DICT(name, keys))


MODELS: Final[Mapping[str, Callable[[Any], TypeAdapter[Any]]]] = {
    "answer": answer_model,
    "create": create_model,
    "change": change_model,
}
"""The models of a content type, by what they are used for: see `OfType`."""

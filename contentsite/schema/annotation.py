"""Reading annotations: what stands inside one, beside it, and what pydantic shall see in its place."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from persistent import Persistent
from pydantic import AfterValidator, AllowInfNan

from .fields import Choice, DateTime, aware

_UNIONS: Final = (Union, types.UnionType)
_HOLDERS: Final = (tuple, frozenset)
_SIMPLE: Final = frozenset(
    {bool, int, float, Decimal, str, bytes, date, datetime, time, timedelta, UUID, type(None)}
)
_DEMANDING: Final = {
    datetime: DateTime,
    # a NaN has no place in an order, and JSON knows neither it nor an infinity
    float: Annotated[float, AllowInfNan(allow_inf_nan=False)],
}


def demanding(annotation: Any) -> Any:
    """Return the annotation with what its types leave open demanded.

    A `datetime` has a time zone, a `float` is finite, and a `Choice` is one of its values.
    """
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _demanding_beside(inner[0], inner[1:])
    if origin in _UNIONS:
        return Union[tuple(map(demanding, inner))]  # noqa: UP007  (made of parts)
    if origin in _HOLDERS:
        return origin[tuple(map(demanding, inner))]
    return _DEMANDING.get(annotation, annotation) if isinstance(annotation, type) else annotation


def _demanding_beside(inner: Any, beside: tuple[Any, ...]) -> Any:
    if not any(getattr(note, "func", None) is aware for note in beside):
        inner = demanding(inner)
    choice = next((note for note in beside if isinstance(note, Choice)), None)
    checks = () if choice is None else (AfterValidator(choice.check),)
    return Annotated[(inner, *beside, *checks)]


def notes(annotation: Any) -> Iterator[Any]:
    """Yield what stands beside the type, outermost first, also inside `| None`.

    In nested `Annotated`s Python flattens inner notes before outer ones, so the order is reversed:
    a note nearer to the field wins.
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *beside = get_args(annotation)
        yield from reversed(beside)
        yield from notes(inner)
    elif origin in _UNIONS:
        for part in get_args(annotation):
            yield from notes(part)


def bare(annotation: Any) -> Any:
    """Return the Python type without notes and without `| None`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return bare(get_args(annotation)[0])
    if origin in _UNIONS:
        kept = [part for part in get_args(annotation) if part is not type(None)]
        return bare(kept[0]) if len(kept) == 1 else annotation
    return annotation


def leaves(annotation: Any) -> Iterator[Any]:
    """Yield the types of which a value may be made; a container that is no tuple is one itself."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from leaves(inner[0])
    elif origin in _UNIONS or origin in _HOLDERS:
        for part in inner:
            if part is not Ellipsis:
                yield from leaves(part)
    elif origin is not Literal:
        yield origin or annotation


def is_plain(leaf: Any) -> bool:
    """Tell whether values of this type are plain: stored without a class that somebody may lack."""
    return leaf in _SIMPLE or leaf in _HOLDERS


def is_immutable(leaf: Any) -> bool:
    """Tell whether values of this type cannot change behind the database's back."""
    if is_plain(leaf):
        return True
    return isinstance(leaf, type) and (issubclass(leaf, Enum | tuple) or _is_frozen(leaf))


def _is_frozen(leaf: type) -> bool:
    """Tell whether this is a frozen dataclass all through; a persistent object tells of its changes."""
    parameters = getattr(leaf, "__dataclass_params__", None)
    if parameters is None or not parameters.frozen:
        return False
    hints = get_type_hints(leaf, include_extras=True)
    held = (part for each in dataclasses.fields(leaf) for part in leaves(hints[each.name]))
    return all(
        part is leaf
        or is_immutable(part)
        or (isinstance(part, type) and issubclass(part, Persistent))
        for part in held
    )

"""What the body of a class declares: its fields' types and defaults, checked before pydantic looks."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Final, get_origin

from pydantic.fields import FieldInfo

from .annotation import demanding, is_immutable, leaves
from .errors import DeclarationError

_NO_FACTORY: Final = (None, dataclasses.MISSING)


def declared_fields(cls: type, inherited: Mapping[str, Any]) -> dict[str, Any]:
    """Return the annotation of each field in a class's body, as pydantic shall see it.

    `inherited` are the fields of the classes that it derives from, by name. Raises DeclarationError.
    """
    fields = dict(_annotations(cls))
    for name in vars(cls).keys() & inherited.keys():
        if name not in fields:
            raise DeclarationError(
                cls, name, "hides a field; to give it another default, repeat its type, too"
            )
    for name, annotation in fields.items():
        _refuse_name(cls, name)
        _refuse_mutable(cls, name, annotation)
        _refuse_default(cls, name)
    return {name: demanding(annotation) for name, annotation in fields.items()}


def declared_rules(
    cls: type, fields: Mapping[str, Any]
) -> Iterator[tuple[str, Callable[..., None]]]:
    """Yield the rules in a class's body by name; each has the fields that it spans in `__rule__`.

    `fields` are all fields of the class. Raises DeclarationError for a rule about what is none.
    """
    for name, value in vars(cls).items():
        function = value.__func__ if isinstance(value, staticmethod) else None
        for field in getattr(function, "__rule__", ()):
            if field not in fields:
                raise DeclarationError(cls, name, f"is a rule about {field!r}, which is no field")
        if function is not None and hasattr(function, "__rule__"):
            yield name, function


def _annotations(cls: type) -> Iterator[tuple[str, Any]]:
    """Yield what is annotated in the class's body and no ClassVar, evaluated."""
    given = inspect.get_annotations(cls)
    # a field may be called like its type (`date: date | None = None`): its default is not meant
    names = {name: value for name, value in vars(cls).items() if name not in given}
    for name, annotation in given.items():
        found = _evaluated(cls, name, annotation, names)
        if ClassVar not in (found, get_origin(found)):
            yield name, found


def _evaluated(cls: type, name: str, annotation: Any, names: Mapping[str, Any]) -> Any:
    if not isinstance(annotation, str):
        return annotation
    try:
        # source of the class itself, as typing.get_type_hints evaluates it
        return eval(annotation, vars(sys.modules[cls.__module__]), dict(names))  # noqa: S307
    except (NameError, AttributeError, TypeError, SyntaxError) as error:
        raise DeclarationError(
            cls,
            name,
            f"its type {annotation!r} cannot be read ({error}); import what it names at the top"
            " of the module, not under TYPE_CHECKING",
        ) from error


def _refuse_name(cls: type, name: str) -> None:
    if name.startswith("_"):
        raise DeclarationError(cls, name, "a field's name must not begin with an underscore")
    for parent in cls.__mro__[1:]:
        is_field = name in getattr(parent, "fields", dict)()
        if not is_field and (name in vars(parent) or name in inspect.get_annotations(parent)):
            raise DeclarationError(
                cls,
                name,
                f"hides {parent.__name__}.{name}, which is no field; choose another name",
            )


def _refuse_mutable(cls: type, name: str, annotation: Any) -> None:
    for leaf in leaves(annotation):
        if not is_immutable(leaf):
            raise DeclarationError(
                cls,
                name,
                f"{getattr(leaf, '__name__', leaf)} is no field type: its values can change"
                " unnoticed; use a field type of contentsite, tuple, frozenset or a frozen dataclass",
            )


def _refuse_default(cls: type, name: str) -> None:
    default: Any = vars(cls).get(name)
    factory = None
    if isinstance(default, FieldInfo | dataclasses.Field):
        default, factory = default.default, default.default_factory
    if factory not in _NO_FACTORY or not _is_hashable(default):
        raise DeclarationError(
            cls,
            name,
            "its default must be one immutable value, such as () or None: it lives on the class",
        )
    if name not in vars(cls) and name != "title":
        raise DeclarationError(
            cls,
            name,
            "needs a default (= ...), for nodes that were stored before the field was there; what"
            " must be filled in is told by a constraint inside Annotated[...]",
        )


def _is_hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True

"""Checking values from outside: which of them differ from what is there, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from contentsite.sentence import _

from .spec import FieldSpec

Rule = Callable[[Any], None]
Rules = Mapping[str, tuple[tuple[str, ...], Rule]]
"""The rules of a class by name: the fields that each spans, and what checks them."""

_MISSING: Final = object()
_PRECISE: Final = frozenset({str, int, bool, bytes, date, type(None)})
"""Types of which equal values are written alike."""


def differing(
    node: object, fields: Mapping[str, FieldSpec], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the checked values that differ from the node's; raises ValidationError."""
    changed: dict[str, Any] = {}
    errors: list[InitErrorDetails] = []
    for name, given in values.items():
        spec = fields.get(name)
        if spec is None:
            errors.append(_error((name,), "unknown_field", _("this type has no such field"), given))
            continue
        present = getattr(node, name, _MISSING)
        # what is there already is not checked again: a rule made stricter blocks no other field
        if not same(given, present):
            try:
                value = spec.adapter.validate_python(given)
            except ValidationError as problem:
                errors.extend(_relocated(name, problem))
            else:
                if not same(value, present):
                    changed[name] = value
    refuse(type(node).__name__, errors)
    return changed


def same(left: Any, right: Any) -> bool:
    """Tell whether two values are the same also in how they are written (a moment in its zone)."""
    kind = type(left)
    if kind is not type(right) or left != right:
        return False
    return kind in _PRECISE or repr(left) == repr(right)


def broken_rules(
    rules: Rules, values: Mapping[str, Any], changed: Iterable[str] | None
) -> Iterator[InitErrorDetails]:
    """Run the rules, all of them (None) or those that name a changed field; yield what is wrong."""
    names = None if changed is None else frozenset(changed)
    for fields, check in rules.values():
        if names is None or names.intersection(fields):
            try:
                check(SimpleNamespace(**values))
            except ValueError as problem:
                yield _error((fields[-1],), "rule", str(problem), values[fields[-1]])


def objection(place: tuple[str | int, ...], reason: str, given: Any) -> InitErrorDetails:
    """Return the error of a value, in a field or in a block of one, that does not fit what is around it."""
    return _error(place, "unfit", reason, given)


def refuse(title: str, errors: Iterable[InitErrorDetails]) -> None:
    """Raise ValidationError when there are errors."""
    found = list(errors)
    if found:
        raise ValidationError.from_exception_data(title, found)


def _relocated(name: str, problem: ValidationError) -> Iterator[InitErrorDetails]:
    for error in problem.errors(include_url=False):
        # what it is about stays at hand, for those who say it in other words
        context = {**error.get("ctx", {}), "reason": error["msg"]}
        kind = PydanticCustomError(error["type"], "{reason}", context)
        yield InitErrorDetails(type=kind, loc=(name, *error["loc"]), input=error["input"])


def _error(place: tuple[str | int, ...], kind: str, reason: str, given: Any) -> InitErrorDetails:
    custom = PydanticCustomError(kind, "{reason}", {"reason": reason})
    return InitErrorDetails(type=custom, loc=place, input=given)

"""What was sent for the fields of a node, as the values that it means."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..body import InvalidBody, refused
from .blocks import take_blocks
from .hidden import hidden
from .kinds import kind_of, reader
from .showing import shown

Problem = tuple[str, str, str]
"""Field, reason and kind of what is wrong."""
_LOOKED_AT: Final = 200
"""So many errors of one field are compared with each other."""
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Taking:
    """Reads what was sent for one node, that there is or that is to be made; all that is wrong is told at once."""

    def __init__(self, request: Request, node: Node | None) -> None:
        self._request, self._node = request, node
        self.problems: list[Problem] = []

    def values(
        self,
        fields: Mapping[str, FieldSpec],
        given: Mapping[str, Any],
        called: Mapping[str, str] = _NOTHING,
    ) -> dict[str, Any]:
        """Return the values of these fields that were sent; what is wrong with others is noted.

        `called` has the names by which programs know some of them.
        """
        found: dict[str, Any] = {}
        for name in (name for name in fields if name in given):
            told = called.get(name, name)
            try:
                found |= self._value(fields[name], given[name])
            except ValidationError as error:
                found_wrong = refused(error, told).errors[:_LOOKED_AT]
                if fields[name].kind == "blocks":
                    found_wrong = tuple(_without_kind(each) for each in found_wrong)
                self.problems += _nearest(found_wrong)
            except ValueError as error:
                self.problems.append((told, str(error), "value_error"))
        return found

    def refuse(self) -> None:
        """Raise InvalidBody where something is wrong."""
        if self.problems:
            raise InvalidBody(self.problems)

    def _value(self, spec: FieldSpec, given: Any) -> dict[str, Any]:
        kind = kind_of(spec)
        if self._node is not None and kind.by_asker and given == self._shown(spec):
            return {}
        if given is None:
            # nothing is what the field has when nobody has filled it in
            return {spec.name: spec.default}
        checked = reader(kind.taken).validate_python(given, strict=True)
        if spec.kind == "blocks":
            return {spec.name: take_blocks(self._request, self._node, spec, checked)}
        value = checked if kind.take is None else kind.take(self._request, spec, checked)
        if spec.kind == "references":
            value = (*value, *hidden(self._request, getattr(self._node, spec.name, ())))
        return {spec.name: value}

    def _shown(self, spec: FieldSpec) -> Any:
        assert self._node is not None  # noqa: S101  (asked for a node that there is)
        return shown(self._request, self._node, spec)


def _without_kind(problem: Problem) -> Problem:
    """Return a problem of a block without the kind in its path, by which the block's model was found."""
    field, reason, kind = problem
    parts = field.split(".")
    return ".".join((*parts[:2], *parts[3:])), reason, kind


def _nearest(errors: tuple[Problem, ...]) -> list[Problem]:
    """Return the errors of the shape that was meant, where several would do: those that lie deepest."""
    told = {_plain_path(field): (reason, kind) for field, reason, kind in reversed(errors)}
    deep = {path for path in told if any(each.startswith(f"{path}.") for each in told)}
    return [(path, *told[path]) for path in reversed(told) if path not in deep]


def _plain_path(field: str) -> str:
    """Return the path of a value without the names of the shapes that it was compared with."""
    return ".".join(part for part in field.split(".") if part not in _SHAPES)


_SHAPES: Final = frozenset(
    ("str", "int", "float", "GivenNode", "GivenProse", "GivenFile", "GivenTerm")
)

"""Values of a source made to fit the fields of a type: what is checked, what is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from html import escape
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from contentsite.schema.blocks import Block, block_classes, block_of
from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node

Refer = Callable[[str], str | None]
"""Gives the uid of what a text refers to, None for nothing."""

_LONG: Final = frozenset({"rich_text", "markdown"})


class Fitting:
    """Fits values to the fields of a class; the reasons for what was left out are in `faults`."""

    def __init__(self, cls: type[Node], refer: Refer) -> None:
        self._fields = cls.fields()
        self._cls = cls
        self._refer = refer
        self.faults: list[str] = []

    def fit(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return the checked values of those that are fields, without what a field or a rule refuses."""
        checked: dict[str, Any] = {}
        for name, value in given.items():
            spec = self._fields.get(name)
            if spec is not None:
                try:
                    checked[name] = spec.adapter.validate_python(self._fitted(spec, value))
                except ValidationError as error:
                    self._note(name, error)
        while refused := self._refused(checked):
            for name in refused:
                del checked[name]
        return checked

    def _refused(self, values: dict[str, Any]) -> list[str]:
        """Return the fields that a rule refuses, by way of making a node without its long texts."""
        short = {
            name: value for name, value in values.items() if self._fields[name].kind not in _LONG
        }
        try:
            self._cls(**short)
        except ValidationError as error:
            names = [str(each["loc"][0]) for each in error.errors() if each["loc"]]
            known = [name for name in dict.fromkeys(names) if name in short and name != "title"]
            for name in known:
                self._note(name, error)
            return known
        return []

    def _note(self, name: str, error: ValidationError) -> None:
        first = error.errors()[0]
        # where in a block it is, behind the name of the field
        where = ".".join((name, *(str(part) for part in first["loc"] if part != name)))
        reason = first["msg"].removeprefix("Value error, ")
        self.faults.append(f"{where if '.' in name else name}: {reason}; left out")

    def _fitted(self, spec: FieldSpec, value: Any) -> Any:
        """Turn what front matter can say into what the field wants."""
        match spec.kind, value:
            case ("reference", str()):
                return next(self._referred(spec.name, [value]), None)
            case ("references", (str() | list() | tuple())):
                several = [value] if isinstance(value, str) else value
                return tuple(dict.fromkeys(self._referred(spec.name, several)))
            case ("href", str()):
                return self._address(value)
            case ("blocks", (list() | tuple())):
                return tuple(self._blocks(spec.name, value))
        return _plain(spec.kind, value)

    def _blocks(self, name: str, given: Any) -> Iterator[Any]:
        """Yield the blocks of a list, those left out that their class refuses."""
        for number, each in enumerate(given):
            where = f"{name}.{number}"
            cls = block_classes().get(each.get("kind", "")) if isinstance(each, dict) else None
            try:
                yield block_of(self._block(where, cls, each) if cls else each)
            except ValidationError as error:
                self._note(where, error)
            except PydanticCustomError as error:
                self.faults.append(f"{where}: {error.message()}; left out")

    def _block(self, where: str, cls: type[Block], given: dict[str, Any]) -> dict[str, Any]:
        fitted = {
            name: self._fitted(replace(spec, name=f"{where}.{name}"), given[name])
            for name, spec in cls.fields().items()
            if name in given
        }
        return given | fitted

    def _referred(self, name: str, texts: Any) -> Iterator[str]:
        for text in filter(None, map(str, texts)):
            uid = self._refer(text)
            if uid is None:
                self.faults.append(f"{name}: {text} leads to nothing in the source; left out")
            else:
                yield uid

    def _address(self, text: str) -> str:
        uid = self._refer(text)
        return f"uid:{uid}" if uid else text


def _plain(kind: str, value: Any) -> Any:
    match kind, value:
        case ("datetime", datetime()):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        case ("datetime", date()):
            return datetime.combine(value, time(), UTC)
        case (("text" | "long_text"), (int() | float() | date())):
            return str(value)
        case ("tags", str()):
            return tuple(value.split(","))
        case ("rich_text", str()) if "<" not in value:
            return f"<p>{escape(value, quote=False)}</p>" if value else ""
    return value

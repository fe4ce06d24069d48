"""Examples of what is sent and answered: made from the schemas, so that each is one of what it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from .schemas import REF, Schema

NAMED: Final[Mapping[str, str]] = {
    "@id": "https://www.example.org/news",
    "@type": "Folder",
    "UID": "55063a9e60a8c6beb22c2287412e3602",
    "content-type": "text/html",
    "created": "2026-11-01T09:00:00+00:00",
    "data": "<p>Words.</p>",
    "description": "What it is about.",
    "download": "https://www.example.org/news/plan/@@download/file",
    "encoding": "utf-8",
    "id": "news",
    "modified": "2026-11-02T17:30:00+00:00",
    "parameter": "b_size",
    "path": "/news",
    "review_state": "published",
    "title": "News",
    "token": "cst_…",
    "type_title": "Folder",
}
"""What stands for a text, by the name of the property that it is the value of."""
_FORMATS: Final = {
    "date": "2026-11-01",
    "date-time": "2026-11-01T09:00:00+00:00",
    "uri": "https://www.example.org/",
}
_DEEPEST: Final = 8
_SENT: Final = frozenset({"title", "description", "body"})
"""What an example of something sent has besides what is needed."""


class Examples:
    """Makes examples from the schemas that there are."""

    def __init__(self, components: Mapping[str, Schema]) -> None:
        self._components = components
        self._of_type: Mapping[str, Callable[[Schema, str, int], Any]] = {
            "object": self._object,
            "array": self._array,
            "string": self._text,
            "boolean": lambda _schema, _name, _depth: True,
            "integer": lambda schema, _name, _depth: schema.get("minimum", 1),
            "number": lambda schema, _name, _depth: schema.get("minimum", 1),
            "null": lambda _schema, _name, _depth: None,
        }

    def of(self, schema: Schema, name: str = "", depth: int = 0) -> Any:
        """Return an example of a schema, as the value of a property of this name."""
        if "$ref" in schema:
            return self.of(self._components[schema["$ref"].removeprefix(REF)], name, depth)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            return self.of(self._chosen(choices, depth), name, depth)
        make = self._of_type.get(schema.get("type", ""))
        return make(schema, name, depth) if make else {}

    def _chosen(self, choices: list[Schema], depth: int) -> Schema:
        """Return one of several schemas: a page, where it is the choice of a type."""
        if depth > _DEEPEST and {"type": "null"} in choices:
            return {"type": "null"}
        last = [each for each in choices if each.get("$ref", "").endswith("Document")]
        return (last or choices)[0]

    def _object(self, schema: Schema, _name: str, depth: int) -> Any:
        known, needed = schema.get("properties", {}), {*schema.get("required", ())}
        if schema.get("additionalProperties") is False:
            needed |= known.keys() & _SENT
        return {key: self.of(known[key], key, depth + 1) for key in known if key in needed}

    def _array(self, schema: Schema, name: str, depth: int) -> Any:
        if depth > _DEEPEST or "items" not in schema:
            return []
        return [self.of(schema["items"], name, depth + 1)]

    def _text(self, schema: Schema, name: str, _depth: int) -> str:
        found = _FORMATS.get(schema.get("format", "")) or NAMED.get(name, "…")
        return found[: schema.get("maxLength", len(found))]

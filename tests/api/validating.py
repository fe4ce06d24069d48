"""Comparing what is answered with what the description of the JSON face says of it."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_HERE = "urn:description"


class Validator:
    """Knows the description."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Registry = Registry().with_resource(_HERE, resource)

    def found(self, each: dict[str, Any]) -> dict[str, Any]:
        """Follow a link of the description."""
        if "$ref" not in each:
            return each
        here: Any = self.document
        for key in each["$ref"].removeprefix("#/").split("/"):
            here = here[key]
        return here

    def check(self, schema: dict[str, Any], data: Any) -> None:
        """Raise ValidationError for what does not fit a schema of the description."""
        absolute = _absolute(schema)
        Draft202012Validator(absolute, registry=self._registry).validate(data)

    def check_answer(self, path: str, method: str, answer: Any) -> None:
        """Raise AssertionError or ValidationError for an answer that the description does not say."""
        responses = self.document["paths"][path][method.lower()]["responses"]
        assert str(answer.status_int) in responses, (path, method, answer.status)
        told = self.found(responses[str(answer.status_int)])
        content = told.get("content", {}).get("application/json")
        if content is not None and answer.body:
            self.check(content["schema"], answer.json)


def _absolute(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_absolute(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _HERE + each if key == "$ref" and each.startswith("#") else _absolute(each)
        for key, each in schema.items()
    }

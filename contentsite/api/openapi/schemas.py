"""The schemas of all that is sent and answered (JSON Schema 2020-12), under `components`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from contentsite.declaration import TypeInfo

from ..content.payload import OF_TYPE
from ..content.schema import MODELS
from ..content.sent import READ_ONLY
from ..endpoint import Endpoint
from ..fields.kinds import kind_of

REF: Final = "#/components/schemas/"
Schema = dict[str, Any]
PREFIXES: Final[Mapping[str, Literal["answer", "create", "change"]]] = {
    "": "answer",
    "New": "create",
    "Changed": "change",
}
"""What stands before the name of a type in that of a model, by what the model is used for."""
CHOICES: Final[Mapping[str, str]] = {
    "answer": "any-content",
    "create": "any-new-content",
    "change": "any-changed-content",
}
"""What the choice of the models of all types is called; no class is called so."""
_LIMITS: Final = ("maxLength", "minLength", "format", "minimum", "maximum", "items", "maxItems")


class Schemas:
    """The schemas of a site: of each endpoint's body and answer, and of each content type."""

    def __init__(self, endpoints: Iterable[Endpoint], types: Iterable[TypeInfo]) -> None:
        infos = [*types]
        models = [*_of_endpoints(endpoints), *_of_types(infos)]
        found, rest = TypeAdapter.json_schemas(models, ref_template=f"{REF}{{model}}")
        names = {found[key, mode]["$ref"]: name for key, mode, name in _names(infos)}
        self._found = {key: _linked(schema, names) for (key, _mode), schema in found.items()}
        own = {names.get(REF + name, REF + name): each for name, each in rest["$defs"].items()}
        linked = {name.removeprefix(REF): _linked(each, names) for name, each in own.items()}
        self.components: dict[str, Schema] = {**linked, **_choices(infos)}
        for info in infos:
            for prefix in PREFIXES:
                _describe(self.components[prefix + info.name], info, is_sent=bool(prefix))

    def of(self, declared: Endpoint, part: str) -> Schema:
        """Return the schema of an endpoint's `body` or `answer`."""
        found: Schema = self._found[declared, part]
        return found

    def needs_something(self, schema: Schema) -> bool:
        """Tell whether an object without properties does not fit a schema."""
        if "$ref" in schema:
            return self.needs_something(self.components[schema["$ref"].removeprefix(REF)])
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            return all(self.needs_something(each) for each in choices)
        return bool(schema.get("required")) or schema.get("type", "object") != "object"


def ref(name: str) -> Schema:
    """Return what stands for a schema that is described elsewhere."""
    return {"$ref": REF + name}


def _of_endpoints(endpoints: Iterable[Endpoint]) -> Iterator[tuple[Any, Any, TypeAdapter[Any]]]:
    for each in endpoints:
        if each.signature.body is not None:
            yield (each, "body"), "validation", each.signature.body
        if each.signature.answer is not None:
            yield (each, "answer"), "serialization", each.signature.answer


def _of_types(infos: Iterable[TypeInfo]) -> Iterator[tuple[Any, Any, TypeAdapter[Any]]]:
    for info in infos:
        for prefix, use in PREFIXES.items():
            yield (prefix, info.name), _mode(use), MODELS[use](info.cls)


def _names(infos: Iterable[TypeInfo]) -> Iterator[tuple[Any, Any, str]]:
    """Yield what the models of types are called here: by the type alone, also where another model has its name."""
    for info in infos:
        for prefix, use in PREFIXES.items():
            yield (prefix, info.name), _mode(use), f"{REF}{prefix}{info.name}"


def _mode(use: str) -> str:
    return "serialization" if use == "answer" else "validation"


def _choices(infos: Iterable[TypeInfo]) -> dict[str, Schema]:
    """Return the schemas of a node of any type: as it is answered, made and changed."""
    names = sorted(info.name for info in infos)
    return {
        CHOICES["answer"]: _one_of(names, "", "A node with its fields, by its type."),
        CHOICES["create"]: _one_of(names, "New", "A node that is to be made, by its type."),
        CHOICES["change"]: {
            "description": "Fields of a node, as its type has them.",
            "anyOf": [ref(f"Changed{name}") for name in names],
        },
    }


def _one_of(names: list[str], prefix: str, words: str) -> Schema:
    mapping = {name: f"{REF}{prefix}{name}" for name in names}
    return {
        "description": words,
        "oneOf": [ref(prefix + name) for name in names],
        "discriminator": {"propertyName": "@type", "mapping": mapping},
    }


def _linked(schema: Any, names: Mapping[str, str]) -> Any:
    """Return a schema with links in place of the marks of models that each type has its own of.

    `names` has what links lead to now, by what they led to.
    """
    if isinstance(schema, list):
        return [_linked(each, names) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if OF_TYPE in schema:
        return ref(CHOICES[schema[OF_TYPE]])
    if isinstance(schema.get("$ref"), str):
        return schema | {"$ref": names.get(schema["$ref"], schema["$ref"])}
    return {key: _linked(each, names) for key, each in schema.items()}


def _describe(schema: Schema, info: TypeInfo, *, is_sent: bool) -> None:
    """Add what a type says of its fields, and what is taken besides them and left as it is."""
    schema["description"] = " ".join((info.cls.__doc__ or info.title).split())
    cls: Any = info.cls
    for name, spec in cls.fields().items():
        known = schema["properties"][name]
        known["title"] = spec.label
        if spec.help:
            known["description"] = spec.help
        kind = kind_of(spec)
        if is_sent and kind.take is None and not kind.by_asker:
            _limit(known, spec.adapter.json_schema(mode="validation"))
    if is_sent:
        free = {name: {"description": "Read only: it is left out."} for name in sorted(READ_ONLY)}
        schema["properties"] = {**free, **schema["properties"]}
        schema["additionalProperties"] = False


def _limit(schema: Schema, own: Schema) -> None:
    """Add the limits that a field has itself to what is said of its kind."""
    limits: Schema = next(
        (each for each in own.get("anyOf", [own]) if each.get("type") != "null"), {}
    )
    for branch in schema.get("anyOf", [schema]):
        if "type" in branch and branch["type"] == limits.get("type"):
            branch |= {key: limits[key] for key in _LIMITS if key in limits}

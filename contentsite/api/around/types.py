"""`@types`: the content types; `@types/NAME`: what can be sent for one, as JSON Schema (2020-12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter
from pydantic.errors import PydanticInvalidForJsonSchema
from pyramid.httpexceptions import HTTPNotFound
from typing_extensions import TypedDict

from contentsite.declaration import TypeInfo, types_of
from contentsite.editing.places import addable_types
from contentsite.schema.spec import FieldSpec
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..endpoint import endpoint
from ..fields.kinds import kind_of
from ..shape import url

Type = TypedDict(
    "Type",
    {"@id": str, "id": str, "title": str, "addable": bool, "immediately_addable": bool},
)


class Fieldset(TypedDict):
    """Fields that stand together in a form."""

    id: str
    title: str
    fields: list[str]


TypeSchema = TypedDict(
    "TypeSchema",
    {
        "$schema": str,
        "title": str,
        "description": str,
        "type": str,
        "properties": dict[str, dict[str, Any]],
        "required": list[str],
        "fieldsets": list[Fieldset],
        "layouts": list[str],
        "$defs": dict[str, Any],
    },
)


@endpoint("types", component=True, summary="The content types, and which of them may be added here")
def types(context: Node, request: Request) -> list[Type]:
    """All that there are; `addable` says what the one who asks may add to this node."""
    addable = addable_types(request, context) if isinstance(context, Container) else ()
    prefix = f"{url(request, context)}/@types"
    return [
        {
            "@id": f"{prefix}/{info.name}",
            "id": info.name,
            "title": info.title,
            "addable": info in addable,
            "immediately_addable": info in addable,
        }
        for info in sorted(types_of(request.registry).values(), key=lambda info: info.title)
    ]


@endpoint("types", path=("name",), summary="What can be sent for a node of a type, as JSON Schema")
def type_schema(context: Node, request: Request, name: str) -> TypeSchema:
    """With what forms say of each field: its label, its help, and which stand together."""
    info = types_of(request.registry).get(name) or types_of(request.registry).by_label(name)
    if info is None:
        raise HTTPNotFound("There is no such type.")
    fields = info.cls.fields()
    properties = {each.name: property_of(request, each) for each in fields.values()}
    # each brings its own, and names them from the top of the document
    inner = [each.pop("$defs", {}) for each in properties.values()]
    return {
        "$defs": {name: model for each in inner for name, model in each.items()},
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": request.translate(info.title),
        "description": info.cls.__doc__ or "",
        "type": "object",
        "properties": properties,
        "required": [each.name for each in fields.values() if each.required],
        "fieldsets": [*_fieldsets(request, info)],
        "layouts": [],
    }


def property_of(request: Request, spec: FieldSpec) -> dict[str, Any]:
    """Return the JSON Schema of one field, with its label and help."""
    found = {
        "title": request.translate(spec.label),
        "description": request.translate(spec.help) if spec.help else "",
        "factory": spec.kind,
        **_schema(spec),
    }
    if spec.choices:
        found |= {
            "enum": list(spec.choices),
            "choices": [[each, each] for each in spec.choices],
        }
    return found


def _schema(spec: FieldSpec) -> dict[str, Any]:
    kind = kind_of(spec)
    # what is shown and taken as it is stored has the limits of the field
    is_plain = kind.take is None and not kind.by_asker
    try:
        model = spec.adapter if is_plain else TypeAdapter(kind.taken)
        found = model.json_schema()
    except PydanticInvalidForJsonSchema:
        # checked by a function of its own: its type alone says what may be sent
        found = TypeAdapter(kind.taken).json_schema()
    return {name: value for name, value in found.items() if name not in ("title", "description")}


def _fieldsets(request: Request, info: TypeInfo) -> Iterator[Fieldset]:
    fields = info.cls.fields().values()
    for group in dict.fromkeys(["", *(each.group for each in fields)]):
        names = [each.name for each in fields if each.group == group]
        if names:
            key = group.lower().replace(" ", "-") or "default"
            yield {"id": key, "title": request.translate(group or "Default"), "fields": names}

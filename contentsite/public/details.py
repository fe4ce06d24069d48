"""The fields that a page's template does not show itself, shown sensibly by their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from jinja2 import Environment, nodes
from markupsafe import Markup, escape

from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.web.prose import html_of, resolved
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .format import date, datetime, filesize
from .picture import file_url, picture

ALWAYS_SHOWN: Final = frozenset({"title", "description"})
CACHE: Final = "contentsite.used_fields"


class Detail(NamedTuple):
    """A field as the list of details shows it."""

    label: str
    kind: str
    value_html: Markup


def details(request: Request, env: Environment, template: str, node: Node) -> tuple[Detail, ...]:
    """Return the fields with a value that the template does not mention."""
    used = used_fields(request.registry, env, template) | ALWAYS_SHOWN
    found = (
        (spec, getattr(node, name))
        for name, spec in type(node).fields().items()
        if name not in used
    )
    return tuple(
        Detail(spec.label, spec.kind, _shown(request, node, spec, value))
        for spec, value in found
        if spec.shown and value not in (None, "", (), False)
    )


def used_fields(registry: Any, env: Environment, template: str) -> frozenset[str]:
    """Return the names that a template, and those that it extends or includes, take from `context`."""
    cache = registry.setdefault(CACHE, {})
    if template not in cache:
        cache[template] = frozenset(_used(env, template, set()))
    found: frozenset[str] = cache[template]
    return found


def _used(env: Environment, template: str, seen_already: set[str]) -> Iterator[str]:
    if template in seen_already or env.loader is None:
        return
    seen_already.add(template)
    source = env.loader.get_source(env, template)[0]
    tree = env.parse(source)
    for attribute in tree.find_all((nodes.Getattr, nodes.Getitem)):
        if _is_context(attribute.node):
            yield (
                attribute.attr
                if isinstance(attribute, nodes.Getattr)
                else str(getattr(attribute.arg, "value", ""))
            )
    for call in tree.find_all(nodes.Call):
        if (
            len(call.args) > 1
            and _is_context(call.args[0])
            and isinstance(call.args[1], nodes.Const)
        ):
            yield str(call.args[1].value)
    for parent in tree.find_all((nodes.Extends, nodes.Include)):
        if isinstance(parent.template, nodes.Const):
            yield from _used(env, parent.template.value, seen_already)


def _is_context(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "context"


def _shown(request: Request, node: Node, spec: FieldSpec, value: Any) -> Markup:
    return _SHOWN.get(spec.kind, _text)(request, node, spec, value)


def _text(request: Request, node: Node, spec: FieldSpec, value: Any) -> Markup:
    return escape(value)


def _yes(request: Request, node: Node, spec: FieldSpec, value: Any) -> Markup:
    return escape(request.translate("Yes"))


def _long_text(request: Request, node: Node, spec: FieldSpec, value: str) -> Markup:
    return Markup("<br>").join(value.split("\n"))


def _prose(request: Request, node: Node, spec: FieldSpec, value: str) -> Markup:
    # sanitised when it was set (rich text) or rendered (Markdown)
    return Markup('<div class="prose">{}</div>').format(
        Markup(resolved(request, html_of(node, spec.name)))
    )  # noqa: S704


def _date(request: Request, node: Node, spec: FieldSpec, value: Any) -> Markup:
    return date(value, request.translate)


def _datetime(request: Request, node: Node, spec: FieldSpec, value: Any) -> Markup:
    return datetime(value, request.translate)


def _tags(request: Request, node: Node, spec: FieldSpec, value: tuple[str, ...]) -> Markup:
    return escape(", ".join(value))


def _href(request: Request, node: Node, spec: FieldSpec, value: str) -> Markup:
    if value.startswith("uid:"):
        return _reference(request, node, spec, value[4:36])
    return Markup('<a href="{}">{}</a>').format(value, value)


def _reference(request: Request, node: Node, spec: FieldSpec, value: str) -> Markup:
    found = seen(request, value)
    return (
        Markup('<a href="{}">{}</a>').format(request.address(found), found.title)
        if found
        else Markup("–")
    )


def _references(request: Request, node: Node, spec: FieldSpec, value: tuple[str, ...]) -> Markup:
    return Markup(", ").join(_reference(request, node, spec, uid) for uid in value)


def _attachment(request: Request, node: Node, spec: FieldSpec, value: Any) -> Markup:
    words = f"{value.filename} ({filesize(value.size)})"
    return Markup('<a href="{}" download>{}</a>').format(file_url(request, node), words)


def _picture(request: Request, node: Node, spec: FieldSpec, value: Any) -> Markup:
    return picture(request, node)


_SHOWN: Final[Mapping[str, Callable[[Request, Node, FieldSpec, Any], Markup]]] = {
    "bool": _yes,
    "long_text": _long_text,
    "rich_text": _prose,
    "markdown": _prose,
    "date": _date,
    "datetime": _datetime,
    "tags": _tags,
    "href": _href,
    "reference": _reference,
    "references": _references,
    "attachment": _attachment,
    "picture": _picture,
}

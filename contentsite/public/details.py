"""The fields that a page's template does not show itself, shown sensibly by their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from jinja2 import Environment, nodes
from markupsafe import Markup, escape

from contentsite.page.words import date, datetime, filesize
from contentsite.schema.blocks import Block
from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.web.outline import mended
from contentsite.web.prose import html_of, resolved
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .blocks import draw
from .picture import file_url, picture
from .target import target

ALWAYS_SHOWN: Final = frozenset({"title", "description"})
Show = Callable[[Request, Any, FieldSpec, Any], Markup]
CACHE: Final = "contentsite.fields_left_out"


class Detail(NamedTuple):
    """A field as the list of details shows it."""

    label: str
    kind: str
    value_html: Markup


def details(request: Request, env: Environment, template: str, node: Node) -> tuple[Detail, ...]:
    """Return the fields with a value that the template does not mention."""
    found = (
        (spec, getattr(node, spec.name))
        for spec in left_out(request.registry, env, template, type(node))
    )
    return tuple(
        Detail(
            request.translate(spec.label),
            spec.kind,
            draw(request, env, node, spec.name)
            if spec.kind == "blocks"
            else _shown(request, node, spec, value),
        )
        for spec, value in found
        if value or (value == 0 and value is not False)
    )


def shown_block(request: Request, block: Block) -> tuple[Detail, ...]:
    """Return the fields of a block with a value, settings left out."""
    found = ((spec, getattr(block, name)) for name, spec in block.fields().items() if spec.shown)
    return tuple(
        Detail(request.translate(spec.label), spec.kind, _shown(request, block, spec, value))
        for spec, value in found
        if value or (value == 0 and value is not False)
    )


def left_out(
    registry: Any, env: Environment, template: str, cls: type[Node]
) -> tuple[FieldSpec, ...]:
    """Return the fields of a type that a template does not mention; found out once, but in development."""
    cache = registry.setdefault(CACHE, {})
    key = (template, cls)
    if key not in cache or env.auto_reload:
        used = ALWAYS_SHOWN.union(_used(env, template, set()))
        cache[key] = tuple(
            spec for name, spec in cls.fields().items() if name not in used and spec.shown
        )
    found: tuple[FieldSpec, ...] = cache[key]
    return found


def _used(env: Environment, template: str, known: set[str]) -> Iterator[str]:
    """Yield the names that a template, and those that it extends or includes, take from `context`."""
    if template in known or env.loader is None:
        return
    known.add(template)
    tree = env.parse(env.loader.get_source(env, template)[0])
    for attribute in tree.find_all(nodes.Getattr):
        if _is_context(attribute.node):
            yield attribute.attr
    # as in html(context, "body")
    for call in tree.find_all(nodes.Call):
        if (
            len(call.args) > 1
            and _is_context(call.args[0])
            and isinstance(call.args[1], nodes.Const)
        ):
            yield str(call.args[1].value)
    for parent in tree.find_all((nodes.Extends, nodes.Include)):
        name = getattr(parent, "template", None)
        if isinstance(name, nodes.Const):
            yield from _used(env, name.value, known)


def _is_context(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "context"


def _shown(request: Request, node: Any, spec: FieldSpec, value: Any) -> Markup:
    show: Show = _SHOWN.get(spec.kind, _text)
    return show(request, node, spec, value)


def _text(request: Request, node: Any, spec: FieldSpec, value: Any) -> Markup:
    return escape(value)


def _yes(request: Request, node: Any, spec: FieldSpec, value: Any) -> Markup:
    return escape(request.translate("Yes"))


def _long_text(request: Request, node: Any, spec: FieldSpec, value: str) -> Markup:
    return Markup("<br>").join(value.split("\n"))


def _prose(request: Request, node: Any, spec: FieldSpec, value: str) -> Markup:
    # sanitised when it was set (rich text) or rendered (Markdown)
    html = resolved(request, mended(html_of(node, spec.name)))
    return Markup(f'<div class="prose">{html}</div>')  # noqa: S704


def _date(request: Request, node: Any, spec: FieldSpec, value: Any) -> Markup:
    return date(value, request.translate)


def _datetime(request: Request, node: Any, spec: FieldSpec, value: Any) -> Markup:
    return datetime(value, request.translate)


def _tags(request: Request, node: Any, spec: FieldSpec, value: tuple[str, ...]) -> Markup:
    return escape(", ".join(value))


def _href(request: Request, node: Any, spec: FieldSpec, value: str) -> Markup:
    found = target(request, value)
    return Markup('<a href="{}">{}</a>').format(*found) if found else Markup("–")


def _reference(request: Request, node: Any, spec: FieldSpec, value: str) -> Markup:
    found = seen(request, value)
    return (
        Markup('<a href="{}">{}</a>').format(request.address(found), found.title)
        if found
        else Markup("–")
    )


def _references(request: Request, node: Any, spec: FieldSpec, value: tuple[str, ...]) -> Markup:
    return Markup(", ").join(_reference(request, node, spec, uid) for uid in value)


def _attachment(request: Request, node: Any, spec: FieldSpec, value: Any) -> Markup:
    words = f"{value.filename} ({filesize(value.size)})"
    return Markup('<a href="{}" download>{}</a>').format(file_url(request, node), words)


def _picture(request: Request, node: Any, spec: FieldSpec, value: Any) -> Markup:
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

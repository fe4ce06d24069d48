"""What the head of a page says of it: title, description, language, structured data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from markupsafe import Markup
from pydantic_core import to_json

from contentsite.declaration import types_of
from contentsite.schema.blocks import values_in
from contentsite.tree.node import Node, language_of
from contentsite.tree.row import shortened
from contentsite.web.language import direction
from contentsite.web.request import Request, once_a_page
from contentsite.web.visible import seen

from .navigation import breadcrumbs
from .picture import picture_of


class Meta(NamedTuple):
    """The head of a page."""

    title: str
    description: str
    image_url: str | None
    type: str
    """The Open Graph type: "website" or "article"."""
    json_ld: Markup
    lang: str
    dir: str


@once_a_page
def meta(request: Request) -> Meta:
    """Return what the head of the page of this request says."""
    node = request.context if isinstance(request.context, Node) else request.site
    language = language_of(node, request.settings.site.language)
    image = _image(request, node)
    description = shortened(node.summary(), 300)
    return Meta(
        title=node.title,
        description=description,
        image_url=image,
        type="website" if node is request.home else "article",
        json_ld=_json_ld(_facts(request, node, description, image)),
        lang=language,
        dir=direction(language),
    )


def absolute(request: Request, path: str) -> str:
    """Return the full address of a path on this host."""
    return request.origin + path


def _image(request: Request, node: Node) -> str | None:
    uid = getattr(node, "picture", None) or next(_pictures(node), None)
    found = seen(request, uid) if uid else node
    shown = found and picture_of(request, found)
    return absolute(request, shown.url) if shown else None


def _pictures(node: Node) -> Iterator[str]:
    """Yield the pictures in the blocks of a node."""
    for name, spec in type(node).fields().items():
        if spec.kind == "blocks":
            for _place, inner, value in values_in(spec, getattr(node, name)):
                if value and inner.kind == "reference" and inner.of == ("Image",):
                    yield value


def _facts(request: Request, node: Node, description: str, image: str | None) -> dict[str, Any]:
    """Return the structured data of a page, in the terms of schema.org."""
    info = types_of(request.registry).of(type(node).__name__)
    kind = info.schema_org if info else "WebPage"
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": node.title,
        "url": absolute(request, request.address(node)),
        "description": description,
        "image": image,
        "dateModified": node.modified.isoformat(timespec="seconds"),
    }
    if kind.endswith("Article"):
        published = getattr(node, "date", None) or node.publish_at or node.created
        facts |= {"headline": node.title[:110], "datePublished": published.isoformat()}
        facts["author"] = _named("Person", getattr(node, "byline", "") or node.creator)
    if kind == "Event":
        facts |= {"startDate": _iso(node, "starts"), "endDate": _iso(node, "ends")}
        facts["location"] = _named("Place", getattr(node, "place", ""))
    if crumbs := breadcrumbs(request):
        facts["breadcrumb"] = {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": place,
                    "name": entry.title,
                    "item": absolute(request, entry.url),
                }
                for place, entry in enumerate(crumbs, start=1)
            ],
        }
    return {key: value for key, value in facts.items() if value}


def _iso(node: Node, name: str) -> str | None:
    moment = getattr(node, name, None)
    return moment.isoformat() if moment else None


def _named(kind: str, name: str) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _json_ld(facts: dict[str, Any]) -> Markup:
    """Write a data block. `<` is escaped, so that no value can end the element."""
    # five times as quick as json.dumps, which makes an encoder each time
    data = to_json(facts).decode().replace("<", "\\u003c")
    return Markup(f'<script type="application/ld+json">{data}</script>')  # noqa: S704

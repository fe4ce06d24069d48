"""`@navroot`: the node that navigation begins at; `@site`: what holds for the site as a whole."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..content.payload import Content, payload
from ..endpoint import endpoint
from ..shape import url

Navroot = TypedDict("Navroot", {"@id": str, "navroot": Content})
Site = TypedDict(
    "Site",
    {
        "@id": str,
        "features": dict[str, bool],
        "plone.site_title": str,
        "plone.site_logo": str | None,
        "plone.default_language": str,
        "plone.available_languages": list[str],
        "plone.portal_timezone": str,
        "plone.robots_txt": str | None,
    },
)


@endpoint("navroot", component=True, summary="The home page, which navigation begins at")
def navroot(context: Node, request: Request) -> Navroot:
    """Without what is in it."""
    return {"@id": f"{url(request, context)}/@navroot", "navroot": payload(request, request.home)}


@endpoint("site", summary="What holds for the site as a whole")
def site(context: Node, request: Request) -> Site:
    """The keys are those that clients of this dialect look for."""
    language = request.settings.site.language
    found: Any = {
        "@id": f"{url(request, context)}/@site",
        "features": {"filter_aliases_by_date": False, "multilingual": False},
        "plone.site_title": request.home.title,
        "plone.site_logo": None,
        "plone.default_language": language,
        "plone.available_languages": [language],
        "plone.portal_timezone": "UTC",
        "plone.robots_txt": None,
    }
    return found  # type: ignore[no-any-return]

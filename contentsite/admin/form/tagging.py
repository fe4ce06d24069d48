"""`/@@tags`: the tags of the site that have some letters in them, most used first, for who is typing one."""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator

from contentsite.admin.given import asked
from contentsite.admin.screen import add_screen
from contentsite.catalog.ask import asking_of
from contentsite.catalog.query import Query
from contentsite.tree.node import Node
from contentsite.web.request import Request

SHOWN: Final = 8


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show the tags, with how many pages have each of those that one may see."""
    letters = asked(request, "q").casefold()
    # those of all pages, and those of pages with such words, among which are the rarer tags
    counts = {**_counted(context, request, letters), **_counted(context, request, "")}
    found = [(tag, number) for tag, number in counts.items() if letters in tag.casefold()]
    found.sort(key=lambda each: (not each[0].casefold().startswith(letters), -each[1], each[0]))
    return {"tags": found[:SHOWN]}


def _counted(context: Node, request: Request, words: str) -> dict[str, int]:
    within = "" if context is request.site else context.uid
    query = Query(words=words, is_typing=True, within=within, facets=("tags",), limit=1)
    asking = asking_of(request)
    return dict(asking.search(query).facets["tags"])


def includeme(config: Configurator) -> None:
    """Register the view."""
    add_screen(config, "tags", "view", show=show, at_home=True)

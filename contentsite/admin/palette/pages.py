"""Pages that the palette offers: those one has worked on, those with the typed words, those with a tag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from contentsite.admin.shell import is_changed, landing, state_of
from contentsite.catalog.ask import Answer, asking_of
from contentsite.catalog.query import Query
from contentsite.declaration import types_of
from contentsite.sentence import ngettext
from contentsite.tree.node import Node, written_path
from contentsite.undo.log import changes_of
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .row import Row, fitting, folded

OFFERED: Final = 8
RECENT: Final = 6
CHANGES: Final = 20
"""So many of one's own changes are looked at for pages."""
TAGS: Final = 12


def row_of(request: Request, node: Node) -> Row:
    """Return a page as the palette offers it."""
    info = types_of(request.registry).of(type(node).__name__)
    return Row(
        node.title or request.translate("(untitled)"),
        info.icon if info else "document",
        landing(request, node),
        written_path(node),
        state=state_of(request, node),
        is_waiting=not node.is_live(request.now),
        is_changed=is_changed(request, node),
    )


def recent(request: Request, here: Node | None) -> tuple[Row, ...]:
    """Return the pages that one has changed last, and then those that anybody has; not the one where one is."""
    found: dict[str, Node] = {}
    for uid in _changed(request):
        node = seen(request, uid)
        if node is not None and len(found) < RECENT:
            found[uid] = node
    if len(found) < RECENT:
        answer = _ask(request, Query(sort="modified", limit=RECENT + 1))
        found |= {hit.node.uid: hit.node for hit in answer.hits if hit.node.uid not in found}
    others = [node for node in found.values() if node is not here]
    return tuple(row_of(request, node) for node in others[:RECENT])


def _changed(request: Request) -> Iterable[str]:
    """Return the uids of what one has changed, the newest first, each once."""
    batch = changes_of(request.site).search(request.who.uid, CHANGES, scan=CHANGES * 20)
    return dict.fromkeys(change.items[0].uid for change in batch.found if change.items)


def with_words(request: Request, words: str) -> tuple[Row, ...]:
    """Return the pages that have the words, the last of which may be unfinished."""
    answer = _ask(request, Query(words=words, is_typing=True, limit=OFFERED, copies=True))
    nodes = {hit.node.uid: hit.node for hit in answer.hits}
    return tuple(row_of(request, node) for node in nodes.values())


def tagged(request: Request, tag: str) -> tuple[Row, ...]:
    """Return the newest pages with a tag."""
    answer = _ask(request, Query(tags=(tag,), sort="modified", limit=OFFERED))
    return tuple(row_of(request, hit.node) for hit in answer.hits)


def tags(request: Request, typed: str) -> tuple[Row, ...]:
    """Return the tags that begin as was typed, those that most pages have first."""
    answer = _ask(request, Query(limit=1, facets=("tags",)))
    here = request.view_address(request.home, "@@find")
    rows = [
        Row(f"#{tag}", "tag", f"{here}?{urlencode({'tag': tag})}", _pages(request, number))
        for tag, number in answer.facets.get("tags", ())
    ]
    return fitting(rows, typed)[:TAGS] if folded(typed) else tuple(rows[:TAGS])


def _pages(request: Request, number: int) -> str:
    return request.translate(ngettext("one page", "{number} pages", number))


def _ask(request: Request, query: Query) -> Answer:
    if request.home is not request.site:
        query = replace(query, within=request.home.uid)
    return asking_of(request).search(query)

"""What a field refers to and the one who asks may not see: it stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contentsite.web.request import Request


def hidden(request: Request, uids: Iterable[str]) -> Iterator[str]:
    """Yield those uids whose nodes are not there, or not for the one who asks."""
    for uid in uids:
        node = request.site.find(uid)
        if node is None or not request.has_permission("view", node):
            yield uid

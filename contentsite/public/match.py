"""What a missing address may have meant: pages nearby whose names share its words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import islice
from typing import Any

from contentsite.declaration import types_of
from contentsite.tree.container import Container
from contentsite.tree.row import Row
from contentsite.web.request import Request
from contentsite.web.visible import is_row_seen

from .listing import Card, card_in

SHOWN = 6
NEAR = 300
"""So many children of a folder are compared: a wrong address must not cost more than a right one."""
ALIKE = 0.6

_WORD = re.compile(r"[^\W_]{2,}")


def matches(request: Request) -> tuple[Card, ...]:
    """Return pages of the nearest folder and of the home page that match the words of the path."""
    last = request.path_info.rstrip("/").rpartition("/")[2].removeprefix("@@")
    wanted = _words(last)
    home, here = request.home, request.context
    places = [place for place in (here, home) if isinstance(place, Container)]
    if not wanted or not places or not request.has_permission("view", places[0]):
        return ()
    found: dict[str, tuple[float, Card]] = {}
    for place in places:
        for row in _rows(request, place):
            score = likeness(wanted, _words(f"{row.name} {row.title}"))
            if score >= ALIKE:
                card = card_in(request, place, row)
                found.setdefault(card.url, (score, card))
    best = sorted(found.values(), key=lambda pair: -pair[0])
    return tuple(card for _score, card in best[:SHOWN])


def likeness(wanted: frozenset[str], words: frozenset[str]) -> float:
    """Return how much of the wanted words others have, 0 to 1; a misspelt word counts by its likeness."""
    return sum(max((_alike(word, other) for other in words), default=0.0) for word in wanted) / len(
        wanted
    )


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    ratio = SequenceMatcher(None, word[:40], other[:40]).ratio()
    return ratio if ratio > 0.75 else 0.0


def _rows(request: Request, folder: Container) -> list[Row]:
    types: Any = types_of(request.registry)
    nearby = islice(folder.rows(), NEAR)
    return [row for _key, row in nearby if types.of(row.type) and is_row_seen(request, folder, row)]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()[:200]))

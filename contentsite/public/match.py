"""What a missing address may have meant: pages nearby whose names share its words, and what search finds by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice
from typing import Final

from contentsite.catalog.ask import asking_of
from contentsite.catalog.query import Query
from contentsite.tree.container import Container
from contentsite.web.request import Request

from .card import Card, cards_of
from .listing import Found, draw, visible

SHOWN: Final = 6
NEAR: Final = 300
"""So many children of a folder are compared: a wrong address must not cost more than a right one."""
FOLDERS: Final = 12
"""So many folders of the home page are looked into."""
WORDS: Final = 8
"""So many words of an address, and of a title, are compared."""
ALIKE: Final = 0.6
MISSPELT: Final = 0.75

_WORD = re.compile(r"[^\W_]{2,}")


def matches(request: Request) -> tuple[Card, ...]:
    """Return pages of the nearest folder and of the home page that match the words of the path."""
    last = request.path_inside.rstrip("/").rpartition("/")[2].removeprefix("@@")
    wanted = _words(last)
    if not wanted:
        return ()
    likeness = Likeness(wanted)
    found: dict[str, tuple[float, Card]] = {}
    for place in _places(request):
        for row in _rows(request, place):
            score = likeness(_words(f"{row[1][1]} {row[1][2]}"))
            if score >= ALIKE:
                (card,) = draw(request, place, [row])
                found.setdefault(card.url, (score, card))
    best = sorted(found.values(), key=lambda pair: -pair[0])
    for card in _searched(request, wanted) if len(best) < SHOWN else ():
        if card.url not in found:
            best.append((0.0, card))
    return tuple(card for _score, card in best[:SHOWN])


def _searched(request: Request, wanted: tuple[str, ...]) -> tuple[Card, ...]:
    """Return pages anywhere that search finds by the words; it knows those of today only."""
    if request.past:
        return ()
    within = "" if request.home is request.site else request.home.uid
    query = Query(words=" ".join(wanted), within=within, limit=SHOWN, listed_only=True)
    answer = asking_of(request).search(query)
    return cards_of(request, (hit.node.uid for hit in answer.hits))


def _places(request: Request) -> Iterator[Container]:
    """Yield the folders to look in: the nearest one, the home page, and the first ones in it."""
    near = [place for place in (request.context, request.home) if isinstance(place, Container)]
    yield from near
    home = request.home
    if isinstance(home, Container):
        rows = visible(request, home, islice(home.order.rows(), NEAR), NEAR)
        inside = (home.get(row[1]) for _key, row, _info in rows)
        folders = (node for node in inside if isinstance(node, Container) and node not in near)
        yield from islice(folders, FOLDERS)


class Likeness:
    """How much of the wanted words others have, 0 to 1; a misspelt word counts by its likeness."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        # a matcher keeps what it found out of its second text, so that one serves for a word
        self._matchers = [(word, SequenceMatcher(None, "", word[:40])) for word in wanted]

    def __call__(self, words: tuple[str, ...]) -> float:
        """Return how much of the wanted words these are."""
        scores = (
            1.0 if word in words else max((_alike(matcher, other) for other in words), default=0.0)
            for word, matcher in self._matchers
        )
        return sum(scores) / len(self._matchers)


def _alike(matcher: SequenceMatcher[str], word: str) -> float:
    """Return the likeness of a word, 0 where it is none; the quick estimates are upper bounds."""
    matcher.set_seq1(word[:40])
    if matcher.real_quick_ratio() < MISSPELT or matcher.quick_ratio() < MISSPELT:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= MISSPELT else 0.0


def _rows(request: Request, folder: Container) -> list[Found]:
    if not request.has_permission("view", folder):
        return []
    return visible(request, folder, islice(folder.order.rows(), NEAR), NEAR)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(text.casefold()[:200])))[:WORDS]

"""Search over documents of 200 words: building the index, asking it, and what it adds to a save."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import accumulate
from random import Random
from typing import Any

from contentsite import Document
from contentsite.catalog.ask import Asking
from contentsite.catalog.catalog import catalog_of
from contentsite.catalog.query import Query
from contentsite.security.audit.bulk import recorded_once
from contentsite.security.principal import ANONYMOUS
from contentsite.tree.move import move

from .clock import frozen
from .content import folder
from .figure import Figure
from .place import application, temporary, writing
from .scale import Scale

WORDS = 200
FOLDER = 100
COMMON = 200
"""So many of the most frequent words are nothing that people look for, such as "the"."""
CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def search(scale: Scale) -> Iterator[Figure]:
    """Measure a site of some size."""
    yield from _measured(scale, scale.texts)


def search_large(scale: Scale) -> Iterator[Figure]:
    """Measure a site of the size that the goals are for."""
    yield from _measured(scale, scale.many_texts)


class Language:
    """Words as frequent as those of a language (Zipf), the most frequent first."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.words = [*dict.fromkeys(self._word() for _ in range(30_000))]
        self._weights = [*accumulate(1 / (rank + 2.7) for rank in range(len(self.words)))]

    def _word(self) -> str:
        pairs = range(self.chance.randint(1, 4))
        return "".join(
            self.chance.choice(CONSONANTS) + self.chance.choice(VOWELS) for _ in pairs
        ) + self.chance.choice(CONSONANTS)

    def text(self, length: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self._weights, k=length)

    def rare(self) -> str:
        """Return a word of a text that is none of the most frequent."""
        common = {*self.words[:COMMON]}
        return next(word for word in self.text(1_000) if word not in common)


def _measured(scale: Scale, number: int) -> Iterator[Figure]:
    with temporary() as place, application(place, contentsite__catalog__index="false") as app:
        language = Language(Random(1))
        _fill(app, language, number)
        name = f"{number:,} texts"
        with frozen(), writing(app) as (site, commit):
            yield Figure(f"index, {name}", number / _built(app), "docs/s CPU", least=3_000)
            here = Asking(app.registry, site, ANONYMOUS, NOW)
            yield from _questions(here, site, language, scale, name)
            yield from _saves(app, site, commit, language, scale)
            yield _moved(app, site, commit, here)


def _fill(app: Any, language: Language, number: int) -> None:
    with writing(app) as (site, commit), recorded_once(site, "import", site):
        for each in range(0, number, FOLDER):
            if each % (FOLDER * FOLDER) == 0:
                section = site.add(f"s{each}", folder(f"Section {each}"))
            parent = section.add(f"f{each}", folder(f"Folder {each}"))
            for page in range(min(FOLDER, number)):
                parent.add(f"d{page}", _document(language))
            commit()


def _document(language: Language) -> Document:
    body = " ".join(language.text(WORDS - 25))
    title, description = " ".join(language.text(5)), " ".join(language.text(20))
    node = Document(title=title, description=description, body=f"<p>{body}</p>")
    node.publish()
    return node


def _built(app: Any) -> float:
    return _cpu(lambda: catalog_of(app.registry).rebuild())


def _questions(
    here: Asking, site: Any, language: Language, scale: Scale, name: str
) -> Iterator[Figure]:
    sections = [node.uid for node in site.children()]
    chance = language.chance
    kinds: dict[str, tuple[Callable[[], Query], float, float | None]] = {
        "one word": (lambda: Query(words=language.rare()), 5, 1.5),
        "one word, a tenth of the site": (
            lambda: Query(words=language.rare(), within=chance.choice(sections)), 5, 1.5,
        ),
        "two words, a tenth of the site": (
            lambda: Query(words=f"{language.rare()} {language.rare()}", within=chance.choice(sections)),
            5, 1.5,
        ),
        "one word, newest": (lambda: Query(words=language.rare(), sort="newest"), 5, 1.5),
        "three letters of a word": (
            lambda: Query(words=language.rare()[:3], is_typing=True), 6, None,
        ),
        "one word with facets": (
            lambda: Query(words=language.rare(), facets=("type", "tags")), 10, None,
        ),
        "the most frequent word": (lambda: Query(words=language.words[0]), 50, None),
    }  # fmt: skip
    for kind, (question, p99, p50) in kinds.items():
        times = sorted(_times(here, question, scale.questions))
        yield Figure(f"{kind}, {name}, p50", times[len(times) // 2] * 1e3, "ms CPU", most=p50)
        yield Figure(
            f"{kind}, {name}, p99", times[len(times) * 99 // 100] * 1e3, "ms CPU", most=p99
        )


def _times(here: Asking, question: Callable[[], Query], number: int) -> Iterator[float]:
    for _ in range(5):
        here.search(question())
    for query in [question() for _ in range(number)]:
        yield _cpu(lambda query=query: here.search(query))  # type: ignore[misc]


def _saves(
    app: Any, site: Any, commit: Callable[[], None], language: Language, scale: Scale
) -> Iterator[Figure]:
    """Measure a save of a page's text, and what the index takes to follow it."""
    page = next(next(site.children()).children())["d0"]
    catalog = catalog_of(app.registry)
    alone, following = [], []

    def save() -> None:
        page.update({"body": f"<p>{' '.join(language.text(WORDS))}</p>"})
        commit()

    for _ in range(scale.questions // 5 + 2):
        alone.append(_cpu(save))
        following.append(_cpu(lambda: catalog.indexer.catch_up()))
    best, more = min(alone), min(following)
    yield Figure("a save", best * 1e3, "ms CPU")
    yield Figure(
        "a save, and the index after it", (best + more) * 1e3, "ms CPU",
        (best + more) / best, "a save", ratio_most=1.5,
    )  # fmt: skip


def _moved(app: Any, site: Any, commit: Callable[[], None], here: Asking) -> Figure:
    """Measure how long the index takes to follow the move of a tenth of the largest site."""
    first, *_others = site.children()
    target = site.add("moved-to", folder("Target"))
    commit()
    catalog = catalog_of(app.registry)
    catalog.indexer.catch_up()
    move(first, target)
    commit()
    taken = _cpu(lambda: catalog.indexer.catch_up())
    assert here.search(Query(within=target.uid, limit=1)).total > 1
    return Figure("a branch of 10,000 that was moved is right", taken, "s CPU", most=1)


def _cpu(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun

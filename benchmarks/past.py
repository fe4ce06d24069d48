"""A page in the past beside the same page today, for the same person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from contentsite.security.cookie import NAME
from contentsite.security.session import begin_session
from contentsite.storage.connection import in_work
from contentsite.storage.past import moment_of
from contentsite.testing import add_user

from .children import empty_caches
from .clock import fastest, fastest_after
from .content import document, folder
from .figure import Figure
from .place import BATCH, application, database, temporary, writing
from .scale import Scale
from .wsgi import get

SECTIONS = 10
BESIDE = 10
PATHS = (("document", "/section-1/chapter-1/page-1"), (f"listing of {BATCH}", "/section-2"))
MOST = 2.0


def past(scale: Scale) -> Iterator[Figure]:
    """Measure a document and a listing, as an Editor, with the objects loaded and with nothing loaded."""
    with temporary() as place, application(place) as app:
        cookie = _fill(app)
        moment = moment_of(database(app).lastTransaction()).isoformat()
        _change(app)
        for title, path in PATHS:
            calls = {
                "today": get(app, path, HTTP_COOKIE=cookie),
                "then": get(app, f"/@@at/{moment}{path}", HTTP_COOKIE=cookie),
            }
            warm = fastest(calls, scale.rounds, scale.calls)
            yield from _figures(title, "warm", warm)
            # the caches of today are full where people work, whatever moment is looked at for the first time
            rounds = max(2, scale.rounds // 2)
            cold = fastest_after(lambda: empty_caches(app), {"today": calls["today"]}, rounds)
            for call in calls.values():
                call()
            first = fastest_after(lambda: _forget(app), {"then": calls["then"]}, rounds)
            yield from _figures(title, "cold", {**cold, **first})


def _figures(title: str, how: str, seconds: dict[str, float]) -> Iterator[Figure]:
    today, then = seconds["today"] * 1e3, seconds["then"] * 1e3
    ratio = then / today
    yield Figure(f"{title} today, for an Editor, {how}", today, "ms", 1.0, "today")
    yield Figure(f"{title} in the past, {how}", then, "ms", ratio, "today", ratio_most=MOST)


def _fill(app: Any) -> str:
    """Make the site, and return the cookie of an Editor."""
    with writing(app) as (site, _commit):
        for number in range(1, SECTIONS + 1):
            site.add(f"section-{number}", folder(f"Section {number}"))
        chapter = site["section-1"].add("chapter-1", folder("Chapter 1"))
        for number in range(1, BESIDE + 1):
            chapter.add(f"page-{number}", document(number))
        for number in range(1, BATCH + 1):
            site["section-2"].add(f"page-{number}", document(number))
        user = add_user(site, "editor", "Editor")
    name = in_work(
        app.registry,
        lambda work: begin_session(work, user, datetime.now(UTC), "127.0.0.1", "bench"),
    )
    return f"{NAME}={name}"


def _change(app: Any) -> None:
    """Change a page here and there, so that today is not the moment before."""
    with writing(app) as (site, _commit):
        for node in (site["section-1"]["chapter-1"]["page-1"], site["section-2"]["page-1"]):
            node.update({"title": "Changed since"})


def _forget(app: Any) -> None:
    """Empty the caches of the connections to the past."""
    for connection in database(app).historical_pool:
        connection._resetCache()

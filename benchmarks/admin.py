"""The explorer: its page, whole and as a script asks for it, filtered and sorted; a row dragged among many."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from itertools import cycle
from types import SimpleNamespace
from typing import Any

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.people import people_of
from contentsite.security.principal import user_principal
from contentsite.security.user import User

from .clock import fastest
from .content import fill, folder
from .figure import Figure
from .form import signed_in
from .place import BATCH, application, temporary, writing
from .scale import Scale

Call = Callable[[], object]


def admin(scale: Scale) -> Iterator[Figure]:
    """Measure the explorer of a folder of 50, and of one with very many."""
    with temporary() as place, application(place, cache=60_000) as app:
        user = _fill(app, scale)
        browser, headers = signed_in(app, user)

        def look(address: str, **more: str) -> Call:
            return lambda: browser.get(address, headers={**headers, **more}, status=200)

        pages: dict[str, Call] = {
            f"the explorer, {BATCH} rows": look("/few/@@contents"),
            "the same, as a script asks for it": look("/few/@@contents", **{"HX-Request": "true"}),
            f"the explorer of {scale.dragged:,}": look("/many/@@contents"),
            "filtered as one types": look("/many/@@contents?words=number+9"),
            "sorted by the moment of change": look("/many/@@contents?sort=-modified"),
        }
        yield from _pages(pages, browser.get("/few/@@contents", headers=headers).body, scale)
        yield _dragging(app, browser, headers, scale)


def _pages(pages: dict[str, Call], body: bytes, scale: Scale) -> Iterator[Figure]:
    found = fastest(pages, scale.rounds, 1)
    for number, (name, seconds) in enumerate(found.items()):
        yield Figure(name, seconds * 1e3, "ms CPU", most=None if number else 3.0)
    yield Figure(f"HTML of {BATCH} rows", len(body) / 1e3, "kB", most=60.0)
    yield Figure("the same, compressed", len(gzip.compress(body, 6)) / 1e3, "kB")


def _dragging(app: Any, browser: Any, headers: Any, scale: Scale) -> Figure:
    """Measure one row put before another of the many, and the list as it is then: what a script waits for."""
    names = cycle([(f"page-{number}", f"page-{number + 40}") for number in range(1, 40)])

    def drag() -> None:
        child, before = next(names)
        answer = browser.post(
            "/many/@@order",
            {"child": child, "before": before, "back": ""},
            headers={**headers, "HX-Request": "true"},
            status=303,
        )
        browser.get(answer.location, headers={**headers, "HX-Request": "true"}, status=200)

    seconds = fastest({"drag": drag}, scale.rounds, 1)["drag"]
    name = f"a row dragged among {scale.dragged:,}, with the list after it"
    return Figure(name, seconds * 1e3, "ms CPU", most=50.0)


def _fill(app: Any, scale: Scale) -> Any:
    """Make the folders; return an Editor, as he is known outside of the database."""
    with writing(app) as (site, commit):
        fill(site.add("few", folder("Few")), BATCH, commit, BATCH)
        fill(site.add("many", folder("Many")), scale.dragged, commit, scale.batch)
        user = people_of(site).add(User(name="editor", title="Editor"))
        set_acl(site, [(ALLOW, user_principal(user.uid), "Editor")])
        commit()
        return SimpleNamespace(uid=user.uid, epoch=user.epoch)
